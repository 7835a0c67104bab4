import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../src/index.ts';
import { mapApp } from './app/map-app.ts';

interface Stamped {
  readonly of: string;
  readonly idempotencyKey: string;
  readonly stamp: string;
}

/** Every task has its own work done, once, with the real requester, relay and worker, and with a stopped clock. */
describe('tasks that nothing distinguishes but their place', () => {
  let folder: string;
  let app: TestApp | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'own-work-'));
    mapApp(folder).synth();
    app = await startTestApp({ app: folder });
  }, 240_000);
  afterAll(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function outputOf(machine: string, input: object): Promise<readonly Stamped[]> {
    if (app === undefined) throw new Error('the app has not started');
    const { status, output } = await app.waitForEnd(await app.start(input, machine));
    expect(status).toBe('SUCCEEDED');
    return output as Stamped[];
  }

  it.each([
    ['payloads of their own', (at: number) => ({ of: `item ${at}` })],
    ['equal payloads', () => ({ of: 'the same' })],
  ])(
    'forty items of a Map with %s',
    async (_, item) => {
      const items = Array.from({ length: 40 }, (__, at) => item(at));
      const stamped = await outputOf('items', { items });
      expect(stamped.map(({ of }) => of)).toEqual(items.map(({ of }) => of));
      expect(new Set(stamped.map(({ stamp }) => stamp)).size).toBe(40);
      expect(new Set(stamped.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(40);
    },
    240_000,
  );

  it('two equal branches of a Parallel', async () => {
    const stamped = await outputOf('branches', { of: 'the same' });
    expect(new Set(stamped.map(({ stamp }) => stamp)).size).toBe(2);
  }, 240_000);
});
