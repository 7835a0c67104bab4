import { describe, expect, it } from 'vitest';
import { driftOf, generatedFolder } from './schema-folder.ts';

describe('the generated folder', () => {
  it('has a schema and an example of each message, and the AsyncAPI document', () => {
    expect([...generatedFolder().keys()].sort()).toEqual([
      'asyncapi.json',
      'callback-cancelled.json',
      'callback-failed.json',
      'callback-heartbeat.json',
      'callback-opened.json',
      'callback-progress.json',
      'callback-succeeded.json',
      'callback-verdict.json',
      'examples/callback-cancelled.json',
      'examples/callback-failed.json',
      'examples/callback-heartbeat.json',
      'examples/callback-opened.json',
      'examples/callback-progress.json',
      'examples/callback-succeeded.json',
      'examples/callback-verdict.json',
      'examples/request.json',
      'request.json',
    ]);
  });
});

describe('drift', () => {
  it('is named by file: missing, of no message, or not what the schemas say', () => {
    const generated = new Map([
      ['a.json', '1'],
      ['b.json', '2'],
    ]);
    const committed = new Map([
      ['b.json', '3'],
      ['c.json', '4'],
    ]);
    expect(driftOf(committed, generated)).toEqual([
      'a.json is missing',
      'b.json is not what the zod schemas say',
      'c.json is of no message',
    ]);
    expect(driftOf(generated, generated)).toEqual([]);
  });
});
