import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type VerdictDetail, verdictEventType } from '@callback-relay/contract';
import { type Local, startLocal } from '@callback-relay/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingApp } from './local-app/mapping-app.ts';

let outdir: string;
let local: Local;
let states: SFNClient;
let events: EventBridgeClient;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'infra-mapping-'));
  mappingApp(outdir).synth();
  local = await startLocal({ app: outdir, clock: 'stopped' });
  states = new SFNClient(local.clientConfig);
  events = new EventBridgeClient(local.clientConfig);
}, 240_000);
afterAll(async () => {
  states?.destroy();
  events?.destroy();
  await local?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

async function start(machine: string, input: object): Promise<string> {
  const stateMachineArn = local.resources.find(({ name }) => name === machine)?.arn;
  const { executionArn = '' } = await states.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  await local.idle();
  return executionArn;
}

async function endOf(executionArn: string) {
  const { status, output, error } = await states.send(new DescribeExecutionCommand({ executionArn }));
  return { status, output: output === undefined ? undefined : JSON.parse(output), error };
}

async function publish(DetailType: string, detail: object, Resources: string[] = []): Promise<void> {
  const entry = { EventBusName: 'callback-relay-dev', Source: 'shop', DetailType, Resources };
  await events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify(detail) }] }));
  await local.idle();
}

const lastVerdict = () =>
  local.publishedEvents({ detailType: verdictEventType }).at(-1)?.detail as VerdictDetail | undefined;

describe('a domain event finishes the task that waits under its key', () => {
  it.each([
    ['a text', 'o-1'],
    ['an ARN', 'arn:aws:batch:eu-west-1:111111111111:job/9a'],
    ['what is outside the alphabet', 'a#b c'],
    ['quotes, a line break and a backslash', 'say "go"\nand \\ went'],
    ['text beyond ASCII', 'Zürich 東京 🚚'],
    ['what looks encoded', '~3A ~7E %3A'],
    ['a tilde and a colon', '~:'],
    ['the longest', 'k'.repeat(194)],
    ['zero', 0],
    ['a negative fraction', -1.5],
    ['a large number', 4_711_000_000],
    ['a number that is written with an exponent', 1e21],
  ])('that is %s', async (_, id) => {
    const execution = await start('order', { id });
    await publish('Order Paid', { id, receipt: 'r' });
    expect(await endOf(execution)).toEqual({ status: 'SUCCEEDED', output: { id, receipt: 'r' } });
  });

  it('that is a number at both ends, passed on as it is', async () => {
    const execution = await start('number', { id: 4711 });
    await publish('Number Paid', { id: 4711 });
    expect((await endOf(execution)).status).toBe('SUCCEEDED');
  });

  it('that several fields make, one of them in a list in a list', async () => {
    const execution = await start('line', { tenant: 7, sku: 'a b' });
    const lines = [{ parts: [{ sku: 'x' }] }, { parts: [{ sku: 'a b' }, { sku: 'y' }] }];
    await publish('Line Paid', { tenant: 7, lines, receipt: { paid: true } });
    expect(await endOf(execution)).toMatchObject({ status: 'SUCCEEDED', output: { paid: true } });
  });

  it('that is an ARN of its envelope; the failure has its error and cause from the event', async () => {
    const arn = 'arn:aws:s3:::bucket/with a space';
    const execution = await start('bucket', { arn });
    await publish('Bucket Lost', { code: 'Gone' }, [arn]);
    expect(await endOf(execution)).toMatchObject({ status: 'FAILED', error: 'Gone' });
  });
});

describe('a domain event without a usable key is invalid, and the task goes on waiting', () => {
  it.each([
    ['empty text', { id: '' }, 'correlation-id-missing', /part 2 .* empty text/],
    ['null', { id: null }, 'correlation-id-missing', /part 2 .* null/],
    ['a boolean', { id: true }, 'correlation-id-missing', /part 2 .* a boolean/],
    ['a list', { id: ['o-1'] }, 'correlation-id-missing', /part 2 .* a list/],
    ['an empty list', { id: [] }, 'correlation-id-missing', /./],
    ['an object', { id: { of: 'o-1' } }, 'correlation-id-missing', /./],
    ['nothing', {}, 'correlation-id-missing', /./],
    ['300 characters', { id: 'x'.repeat(300) }, 'correlation-id-malformed', /306 of at most 200 characters/],
    [
      '200 characters and its text',
      { id: 'x'.repeat(200) },
      'correlation-id-malformed',
      /206 of at most 200/,
    ],
  ])('of %s', async (what, detail, code, reason) => {
    const execution = await start('order', { id: `of another than ${what}` });
    await publish('Order Paid', detail);
    expect(lastVerdict()).toMatchObject({
      verdict: 'invalid',
      code,
      reason: expect.stringMatching(reason),
      event: { source: 'shop' },
    });
    expect((await endOf(execution)).status).toBe('RUNNING');
  });

  it.each([
    ['a list that is too short', [{ parts: [{ sku: 'x' }] }]],
    ['no list', undefined],
    ['an empty list', []],
    ['a list of others', [1, 2]],
  ])('of a field in %s', async (_, lines) => {
    await publish('Line Paid', { tenant: 't', lines, receipt: 1 });
    expect(lastVerdict()).toMatchObject({ verdict: 'invalid', code: 'correlation-id-missing' });
  });
});

describe('an event that is named nearly like a result gets its verdict, with the right name', () => {
  it.each([
    ['one letter is missing at its end', 'Callback Suceeded', 'Callback Succeeded'],
    ['one letter is missing at its beginning', 'Calback Succeeded', 'Callback Succeeded'],
    ['letters are swapped', 'Callbcak Failed', 'Callback Failed'],
    ['other case', 'callback heartbeat', 'Callback Heartbeat'],
    ['another case still', 'CALLBACK FAILED', 'Callback Failed'],
    ['no blank', 'CallbackSucceeded', 'Callback Succeeded'],
    ['a hyphen', 'callback-failed', 'Callback Failed'],
    ['a blank before', ' Callback Succeeded', 'Callback Succeeded'],
    ['a blank after', 'Callback Succeeded ', 'Callback Succeeded'],
    ['more before', 'Payments Callback Succeeded', 'Callback Succeeded'],
    ['a version after', 'Callback Succeeded V2', 'Callback Succeeded'],
  ])('%s', async (_, detailType, nearest) => {
    await publish(detailType, { version: '1.0', correlationId: 'shop:nearly', output: 1, error: 'E' });
    expect(lastVerdict()).toMatchObject({
      verdict: 'invalid',
      code: 'unknown-detail-type',
      correlationId: 'shop:nearly',
      event: { detailType },
    });
    expect(lastVerdict()?.reason).toContain(`did you mean "${nearest}"?`);
  });

  it('a domain event that ends like a result is let alone', async () => {
    const before = local.publishedEvents({ detailType: verdictEventType }).length;
    await publish('Order Failed', { orderId: 'o-1', version: 3 });
    await publish('Order Failed', { orderId: 'o-1', version: 3, correlationId: '5f2c' });
    expect(local.publishedEvents({ detailType: verdictEventType })).toHaveLength(before);
  });
});
