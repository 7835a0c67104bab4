import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { type FixtureApp, functionResources, writeApp } from './app.ts';
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

async function call(target: string, body: string): Promise<{ status: number; text: string }> {
  const [path, headers]: [string, Record<string, string>] = target.startsWith('/')
    ? [target, {}]
    : ['/', { 'x-amz-target': target }];
  const answer = await fetch(local.endpoint + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', authorization, ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
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
      const body = mutate(input, random);
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
