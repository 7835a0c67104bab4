import { createServer, type IncomingMessage, type Server } from 'node:http';
import { decide, type FormPorts, show } from './approval-form.ts';
import { type Page, unknownPage } from './page.ts';

const PATH = '/approvals/';
const FORM_BYTES = 1_024;

/** Serves the form at `/approvals/LINK`, on this machine only: put a server with TLS and log-in in front of it. */
export function formServer(ports: FormPorts): Server {
  return createServer(async (request, response) => {
    const { status, html } = await answer(request, ports).catch((error: Error) => {
      console.error(error);
      return { status: 500, html: 'Something went wrong.' };
    });
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
    response.end(html);
  });
}

async function answer(request: IncomingMessage, ports: FormPorts): Promise<Page> {
  const { pathname } = new URL(request.url ?? '/', 'http://form');
  if (!pathname.startsWith(PATH)) return unknownPage();
  const sealed = pathname.slice(PATH.length);
  if (request.method === 'GET' || request.method === 'HEAD') return show(sealed, ports);
  if (request.method !== 'POST') return { status: 405, html: 'GET shows, POST decides.' };
  const form = await formOf(request);
  return form === undefined
    ? { status: 413, html: 'This is more than the form sends.' }
    : decide(sealed, form, ports);
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > FORM_BYTES) return undefined;
  }
  return new URLSearchParams(text);
}
