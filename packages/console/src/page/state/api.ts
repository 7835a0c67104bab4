/** An operation that the server could not do: its message says why, and what to do. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const api = '/console/api/';
let token = meta('request-token', document);

/** Whether the page stands on the local runtime itself. */
export const isLocal = meta('local', document) === 'true';

function meta(name: string, page: Document): string {
  return page.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? '';
}

export async function get<Value>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Value> {
  const search = new URLSearchParams(query).toString();
  return answerOf(await call(`${api}${path}${search === '' ? '' : `?${search}`}`));
}

/** A page that was open while its server was restarted has a token of before: it fetches the new one, and tries once more. */
export async function post<Value>(path: string, body: object): Promise<Value> {
  const send = () =>
    call(`${api}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-token': token },
      body: JSON.stringify(body),
    });
  let response = await send();
  if (response.status === 403) {
    const fresh = new DOMParser().parseFromString(await (await call('/')).text(), 'text/html');
    token = meta('request-token', fresh);
    response = await send();
  }
  return answerOf(response);
}

/** The local runtime's own paths: its clock, its mappings, its faults. */
export async function postLocal(path: string, body: object): Promise<void> {
  const response = await call(`/_local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-local-runtime': '1' },
    body: JSON.stringify(body),
  });
  await answerOf(response);
}

async function call(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    throw new ApiError(
      'unreachable',
      'The server of this page does not answer. It is tried again by itself.',
    );
  }
}

async function answerOf<Value>(response: Response): Promise<Value> {
  const body = (await response.json().catch(() => ({}))) as { error?: string; message?: string };
  if (!response.ok)
    throw new ApiError(body.error ?? String(response.status), body.message ?? response.statusText);
  return body as Value;
}
