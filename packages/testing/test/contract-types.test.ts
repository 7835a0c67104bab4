import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../src/index.ts';
import { parcelApp } from './app/parcel-app.ts';

/** The real requester, relay and worker; the worker's contract is of valibot's schemas, its output an interface's. */
describe('a worker whose contract is made of schemas of another library than ours', () => {
  let folder: string;
  let app: TestApp | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parcels-'));
    parcelApp(folder).synth();
    app = await startTestApp({ app: folder });
  }, 240_000);
  afterAll(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function endOf(input: object) {
    if (app === undefined) throw new Error('the app has not started');
    return app.waitForEnd(await app.start(input));
  }

  it.each([
    ['an optional member that is there', { orderId: 'o-1', note: 'fragile' }, { note: 'fragile' }],
    ['an optional member that is missing', { orderId: 'o-2' }, {}],
  ])(
    'delivers an output of an interface with %s',
    async (_, input, more) => {
      expect(await endOf(input)).toMatchObject({ status: 'SUCCEEDED' });
      expect((await endOf(input)).output).toEqual({
        parcelId: `parcel-${input.orderId}`,
        grams: 250,
        ...more,
      });
    },
    240_000,
  );

  it('fails the task with an error of the contract', async () => {
    expect(await endOf({ orderId: 'none' })).toMatchObject({ status: 'FAILED', error: 'OutOfStock' });
  }, 240_000);

  it('rejects a payload that breaks the schema, and names the member', async () => {
    const { status, error, cause } = await endOf({ orderId: 7 });
    expect([status, error]).toEqual(['FAILED', 'CallbackRelay.PayloadRejected']);
    expect(cause).toContain('orderId');
  }, 240_000);
});
