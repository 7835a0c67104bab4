import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { type FixtureApp, functionResources, writeApp } from './app.ts';
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
  const path = target.startsWith('/') ? target : '/';
  const headers = { authorization, ...headersOf(target) };
  const signal = AbortSignal.timeout(LONGEST_MS);
  try {
    const answer = await fetch(local.endpoint + path, { method: 'POST', headers, body, signal });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new Error(`no answer: ${target} ${body.slice(0, 300)}`, { cause: error });
  }
}

function headersOf(target: string): Record<string, string> {
  if (target.startsWith(FORM)) return { 'content-type': 'application/x-www-form-urlencoded' };
  const json = { 'content-type': 'application/x-amz-json-1.0' };
  return target.startsWith('/') ? json : { ...json, 'x-amz-target': target };
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
