import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { definitions } from '../src/service-definitions.ts';
import { type FixtureApp, functionResources, writeApp } from './app.ts';
import type { BaseInput } from './base-input.ts';
import { formOf } from './fuzz-forms.ts';
import { baseInputs } from './fuzz-inputs.ts';
import { mutate, randomFrom } from './fuzz-mutations.ts';
import { queue, table } from './runtime.ts';

/** FUZZ_SEED and FUZZ_REQUESTS repeat a run, or make it longer; FUZZ_TIMES prints the slowest request of each service. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_125);
const requests = Number(process.env.FUZZ_REQUESTS ?? 150);

let app: FixtureApp;
let local: Local;

beforeAll(async () => {
  app = writeApp({
    Jobs: queue('jobs'),
    Notes: table('notes'),
    News: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
    ...functionResources('Echo'),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'team' } },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: { Name: 'rule', EventBusName: { Ref: 'Bus' }, EventPattern: { source: ['test'] } },
    },
  });
  local = await startLocal({ app: app.directory });
});

afterAll(async () => {
  await local.stop();
  app.remove();
});

const authorization =
  'AWS4-HMAC-SHA256 Credential=local/20261122/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';

/** No request may take as long, even on a busy machine. */
const LONGEST_MS = 10_000;

/** SNS takes forms. */
const FORM = 'SNS.';

async function call(target: string, body: string): Promise<{ status: number; text: string }> {
  const request = { headers: { authorization, ...headersOf(target) }, ...requestOf(target, body) };
  const signal = AbortSignal.timeout(LONGEST_MS);
  try {
    const answer = await fetch(local.endpoint + request.path, { ...request, signal });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new Error(`no answer: ${target} ${body.slice(0, 300)}`, { cause: error });
  }
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** A request by its path has members there, and those of a GET or a DELETE in its query. */
function requestOf(target: string, body: string): Sent {
  const [method, template] = target.split(' ', 2);
  if (method === undefined || template === undefined) return { method: 'POST', path: '/', body };
  const members = membersOf(body);
  const path = template.replaceAll(/:(\w+)/g, (_, name: string) => inPath(members[name]));
  if (method === 'POST' || method === 'PUT') return { method, path, body };
  const query = Object.entries(members)
    .filter(([name]) => !template.includes(`:${name}`))
    .map(([name, value]) => `${encoded(name)}=${inPath(value)}`);
  return { method, path: query.length === 0 ? path : `${path}?${query.join('&')}` };
}

function membersOf(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

/** A header's size is bounded, and the path's with it. */
const LONGEST_IN_PATH = 1000;

function inPath(value: unknown): string {
  return encoded(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, LONGEST_IN_PATH).toWellFormed());
}

function headersOf(target: string): Record<string, string> {
  if (target.startsWith(FORM)) return { 'content-type': 'application/x-www-form-urlencoded' };
  const json = { 'content-type': 'application/x-amz-json-1.0' };
  return target.includes(' ') ? json : { ...json, 'x-amz-target': target };
}

/** A mutated request's body. One whose text was cut is no form: it is sent as it is. */
function bodyOf(target: string, mutated: string, random: () => number): string {
  if (!target.startsWith(FORM)) return mutated;
  try {
    return formOf(target.slice(FORM.length), JSON.parse(mutated), random);
  } catch {
    return mutated;
  }
}

/** It would poll for a minute. */
const NOT_SENT = ['GetActivityTask'];

test('every operation that is supported has an input', () => {
  const supported = readFileSync(join(import.meta.dirname, '..', 'SUPPORTED.md'), 'utf8');
  const sections = supported.split('## ').filter((section) => section.startsWith('Operations of '));
  const inputs: Readonly<Record<string, readonly BaseInput[]>> = baseInputs('');
  const missing = sections.flatMap((section) => {
    const [, service = ''] = /^Operations of (\w+)/.exec(section) ?? [];
    const targets = (inputs[service] ?? []).map(([target]) => target);
    const operations = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
    // An operation of a path has no name in its request.
    const byPath = section.includes('REST paths');
    const sent = byPath
      ? []
      : operations.filter((name) => !targets.some((target) => target.endsWith(`.${name}`)));
    return sent.filter((name) => !NOT_SENT.includes(name));
  });
  expect(sections.length).toBeGreaterThan(5);
  expect(missing).toEqual([]);
});

test('every path that is supported has an input', () => {
  const paths = definitions.flatMap(({ protocol }) => (protocol.kind === 'rest' ? protocol.routes : []));
  const inputs = Object.values(baseInputs(''))
    .flat()
    .map(([target]) => target);
  expect(inputs).toEqual(expect.arrayContaining(paths.map(({ method, path }) => `${method} ${path}`)));
});

const services = Object.keys(baseInputs('')) as (keyof ReturnType<typeof baseInputs>)[];

test.each(services)(
  `%s: no malformed request ends the runtime, holds it, or is answered with 500 (seed ${seed})`,
  async (service) => {
    const random = randomFrom(seed);
    const inputs = baseInputs(local.endpoint)[service];
    const failures: string[] = [];
    let slowest = { milliseconds: 0, request: '' };
    for (let n = 0; n < requests; n += 1) {
      const [target, input] = inputs[Math.floor(random() * inputs.length)] ?? ['', {}];
      const body = bodyOf(target, mutate(input, random), random);
      const begun = performance.now();
      const { status, text } = await call(target, body);
      const milliseconds = Math.round(performance.now() - begun);
      if (milliseconds > slowest.milliseconds)
        slowest = { milliseconds, request: `${target} ${body.slice(0, 300)}` };
      if (status >= 500) failures.push(`${target} ${body.slice(0, 300)}: ${status}: ${text.slice(0, 300)}`);
    }
    if (process.env.FUZZ_TIMES !== undefined) console.info(service, slowest);
    expect(failures).toEqual([]);
    expect((await fetch(`${local.endpoint}/_local/health`)).status).toBe(200);
  },
  Math.max(180_000, requests * 400),
);
