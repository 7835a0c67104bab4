import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../src/states/json.ts';
import { type Answer, setUp, tokenIn } from './harness.ts';

interface Recording {
  readonly definition: JsonObject;
  readonly events: readonly JsonObject[];
}

const folder = join(import.meta.dirname, '../../../../../shared/fidelity/histories');
const present = existsSync(folder);

/** What AWS was done to, for each recording. */
const drives: Readonly<Record<string, (world: ReturnType<typeof setUp>) => Promise<unknown>>> = {
  'callback-success': ({ call, calls }) =>
    call('SendTaskSuccess', { taskToken: tokenIn(calls[0]), output: '"test_message_txt"' }),
  'callback-failure': ({ call, calls }) =>
    call('SendTaskFailure', { taskToken: tokenIn(calls[0]), error: 'Failure error', cause: 'Failure cause' }),
  'callback-failure-without-error-in-parallel': ({ call, calls }) =>
    call('SendTaskFailure', { taskToken: tokenIn(calls[0]) }),
  'callback-timeout': ({ time }) => time.advance(5_000),
  'callback-no-token-parameter': ({ time }) => time.advance(5_000),
  'heartbeat-missed': ({ time }) => time.advance(5_000),
  'lambda-invoke-timeout': ({ time }) => time.advance(5_000),
};

const never: Answer = () => new Promise(() => {});

/** The recordings show payloads that hold an object parsed, and leave every other one a string. */
const parsed = (value: Json | undefined): Json | undefined => {
  if (typeof value !== 'string') return value;
  try {
    const inner = JSON.parse(value) as Json;
    return isObject(inner) ? inner : value;
  } catch {
    return value;
  }
};

/** Stands for a value that differs from run to run. */
const PLACEHOLDER = /<.*>|^(timestamp|date|snf_role_arn)$/;

/** What was seen, with the recording's placeholder wherever the recording has one for a value of the same kind. */
const alike = (recorded: Json | undefined, given: Json | undefined): Json | undefined => {
  if (typeof recorded === 'string' && PLACEHOLDER.test(recorded)) {
    // The recordings put the date of a list of headers in the list's place.
    const [only = null, ...others] = recorded === 'date' && Array.isArray(given) ? given : [given ?? null];
    return others.length === 0 && (typeof only === 'string' || typeof only === 'number') ? recorded : given;
  }
  const seen = isObject(recorded) ? parsed(given) : given;
  if (Array.isArray(seen))
    return seen.map((item, at) => alike(Array.isArray(recorded) ? recorded[at] : undefined, item) ?? null);
  if (!isObject(seen)) return seen;
  const members = Object.entries(seen).map(([name, value]): [string, Json] => [
    name,
    alike(isObject(recorded) ? recorded[name] : undefined, value) ?? null,
  ]);
  return Object.fromEntries(members);
};

describe('histories recorded from AWS', () => {
  // The recordings lie beside the repository, not in it: where they are missing the run says so and goes on.
  if (!present) it.skip('are not here: there is nothing to compare with', () => {});

  const files = present ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  it.each(files)('%s is reproduced: types, ids, previousEventIds and details', async (file) => {
    const { definition, events } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
    const drive = drives[file.replace('.json', '')];
    if (!drive) throw new Error(`nothing says how ${file} was recorded`);
    const started = events[0]?.executionStartedEventDetails as JsonObject;
    const world = setUp(file.startsWith('lambda') ? { answer: never } : {});
    const arn = await world.run(definition, started.input as Json);
    await drive(world);
    const seen = await world.history(arn);
    expect(seen.map((event, at) => alike(events[at], event))).toEqual(events);
  });
});
