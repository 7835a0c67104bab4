import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineContract } from '@callback-relay/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startTestApp, type TestApp } from '../src/index.ts';
import { nestedApp } from './app/nested-app.ts';

interface Stamped {
  readonly of: string;
  readonly idempotencyKey: string;
  readonly stamp: string;
}

type Items = { readonly of: string } | { readonly items: readonly Items[] };

/** `depth` levels of `width` items each; the innermost have a name that `of` makes of their place. */
function nested(depth: number, width: number, of: (place: string) => string, place = ''): Items {
  if (depth === 0) return { of: of(place) };
  const items = Array.from({ length: width }, (_, at) => nested(depth - 1, width, of, `${place}/${at}`));
  return { items };
}

/** The names of the innermost, in the order of the output. */
function namesIn(items: Items): string[] {
  return 'of' in items ? [items.of] : items.items.flatMap(namesIn);
}

const own = (place: string) => place;
const equal = () => 'the same';

/** State machine, levels of its input, items a level, and how often each is stamped. */
const shapes: readonly (readonly [string, number, number, number])[] = [
  ['two-levels', 2, 6, 1],
  ['three-levels', 3, 3, 1],
  ['branches-between-maps', 2, 3, 2],
  ['children-of-a-distributed-map', 2, 3, 1],
  ['jsonata-maps', 2, 6, 1],
  ['loop', 1, 1, 3],
];

let folder: string;
let app: TestApp;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nested-work-'));
  nestedApp(folder).synth();
  app = await startTestApp({ app: folder });
}, 240_000);
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function stampedBy(machine: string, input: Items): Promise<readonly Stamped[]> {
  const { status, output } = await app.waitForEnd(await app.start(input, machine));
  expect(status).toBe('SUCCEEDED');
  return (output as unknown[]).flat(Number.POSITIVE_INFINITY) as Stamped[];
}

describe('each task within others has its own work done, once, while the clock stands still', () => {
  it.each(shapes)(
    '%s, with payloads of their own',
    async (machine, depth, width, times) => {
      const input = nested(depth, width, own);
      const stamped = await stampedBy(machine, input);
      const names = namesIn(input);
      expect(stamped.map(({ of }) => of).toSorted()).toEqual(
        names.flatMap((name) => Array.from({ length: times }, () => name)).toSorted(),
      );
      expect(new Set(stamped.map(({ stamp }) => stamp)).size).toBe(names.length * times);
    },
    60_000,
  );

  it.each(shapes)(
    '%s, with equal payloads',
    async (machine, depth, width, times) => {
      const input = nested(depth, width, equal);
      const stamped = await stampedBy(machine, input);
      const count = namesIn(input).length * times;
      expect(new Set(stamped.map(({ stamp }) => stamp)).size).toBe(count);
      expect(new Set(stamped.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(count);
    },
    60_000,
  );
});

describe('a task within others that is retried', () => {
  const stamping = defineContract({
    name: 'stamping',
    request: z.object({ of: z.string() }),
    output: z.object({ of: z.string() }),
    errors: { Busy: 'All stamps are in use.' },
  });

  it.each(shapes)(
    'keeps its key: %s',
    async (machine, depth, width, times) => {
      const standIn = await app.standIn(stamping, {
        queue: 'callback-relay-dev-stamping-requests',
        functionName: 'callback-relay-dev-stamping-worker',
      });
      const execution = await app.start(nested(depth, width, own), machine);
      const failing = await standIn.waitForRequest();
      const keys = new Set([failing.idempotencyKey]);
      await standIn.fail(failing, 'Busy');
      const total = width ** depth * times;
      for (let count = 0; count < total; count += 1) {
        if (machine === 'loop' || count === total - 1) await app.advance(1_000);
        const request = await standIn.waitForRequest();
        keys.add(request.idempotencyKey);
        const isRetry = request.payload.of === failing.payload.of && times === 1;
        if (isRetry) expect(request.idempotencyKey).toBe(failing.idempotencyKey);
        await standIn.succeed(request, request.payload);
      }
      expect(await app.waitForEnd(execution)).toMatchObject({ status: 'SUCCEEDED' });
      expect(keys.size).toBe(total);
    },
    60_000,
  );
});
