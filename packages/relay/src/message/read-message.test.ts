import { attemptsAfter, executionKeyOf } from '@callback-relay/callbacks-table';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from './read-message.ts';

const envelope = (type: string, detail: unknown, more: object = {}) =>
  JSON.stringify({ id: 'e', source: 's', account: '1', 'detail-type': type, detail, ...more });
const read = (body: string) => readMessage(body, 'message-1');
const succeeded = (detail: object) =>
  read(envelope('Callback Succeeded', { version: '1.0', correlationId: 'a:b', ...detail }));

describe('readMessage', () => {
  it('reads results, their numbers digit by digit', () => {
    const body = envelope('Callback Succeeded', { version: '1.0', correlationId: 'a:b', output: 'OUTPUT' });
    const message = read(body.replace('"OUTPUT"', '{"id":12345678901234567890}'));
    expect(message).toMatchObject({
      kind: 'result',
      correlationId: 'a:b',
      event: { id: 'e', source: 's', account: '1', detailType: 'Callback Succeeded' },
      outcome: { answer: { kind: 'succeeded', output: '{"id":12345678901234567890}' }, verdict: 'delivered' },
    });
  });

  it('takes null and the empty string for outputs, and a missing one for a defect', () => {
    expect(succeeded({ output: null })).toMatchObject({ outcome: { answer: { output: 'null' } } });
    expect(succeeded({ output: '' })).toMatchObject({ outcome: { answer: { output: '""' } } });
    expect(succeeded({})).toMatchObject({ outcome: { verdict: 'invalid', code: 'contract-broken' } });
  });

  it('reads openings of the requester, and of no other source', () => {
    const detail = { version: '1.0', correlationId: 'a:b' };
    const opened = (source: string) => read(envelope('Callback Opened', detail, { source }));
    expect(opened('callback-relay')).toEqual({ kind: 'opened', correlationId: 'a:b' });
    expect(opened('another.source')).toMatchObject({ kind: 'refused', code: 'contract-broken' });
  });

  it('reads ended executions, and no others', () => {
    const changed = (status: string, more = {}) =>
      read(
        envelope(
          'Step Functions Execution Status Change',
          { executionArn: 'arn', status, ...more },
          { source: 'aws.states' },
        ),
      );
    for (const status of ['ABORTED', 'TIMED_OUT', 'FAILED', 'SUCCEEDED']) {
      const ended = { kind: 'ended', execution: executionKeyOf('arn'), status };
      expect(changed(status)).toEqual({ ...ended, before: attemptsAfter(0) });
      expect(changed(status, { redriveCount: 2 })).toEqual({ ...ended, before: attemptsAfter(2) });
    }
    expect(changed('RUNNING')).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['text that is not JSON', 'rubbish', 'not-json'],
    ['an object that is not an envelope', '{}', 'contract-broken'],
    ['another detail-type', envelope('Something Else', {}), 'unknown-detail-type'],
    ['no detail', envelope('Callback Succeeded', null), 'correlation-id-missing'],
    [
      'no correlation ID',
      envelope('Callback Succeeded', { version: '1.0', output: 1 }),
      'correlation-id-missing',
    ],
    [
      'an empty ID',
      envelope('Callback Succeeded', { version: '1.0', correlationId: '', output: 1 }),
      'correlation-id-malformed',
    ],
    [
      'separators in the ID',
      envelope('Callback Succeeded', { version: '1.0', correlationId: 'a:b:c', output: 1 }),
      'correlation-id-malformed',
    ],
    [
      'a long ID',
      envelope('Callback Failed', { version: '1.0', correlationId: `a:${'b'.repeat(201)}`, error: 'E' }),
      'correlation-id-malformed',
    ],
    ['a torn text of great depth', '['.repeat(100_000), 'not-json'],
  ])('refuses %s, with its code', (_, body, code) => {
    expect(read(body)).toMatchObject({ kind: 'refused', correlationId: null, verdict: 'invalid', code });
  });

  it('takes a broken result of a known callback for one that fails the task', () => {
    const deep = JSON.parse(`${'['.repeat(513)}${']'.repeat(513)}`) as unknown;
    expect(succeeded({ output: deep })).toMatchObject({
      outcome: { verdict: 'invalid', code: 'json-too-deep' },
    });
    expect(succeeded({ output: 1, 'x-task-token': 's' })).toMatchObject({
      outcome: {
        verdict: 'invalid',
        code: 'token-shaped-field',
        answer: { kind: 'failed', error: 'CallbackRelay.InvalidResult' },
      },
    });
  });

  it('gives two spellings of one result the same fingerprint', () => {
    const [a, b] = [succeeded({ output: { x: 1, y: 2 } }), succeeded({ output: { y: 2, x: 1 } })];
    if (a.kind !== 'result' || b.kind !== 'result') throw new Error('both are results');
    expect(a.fingerprint).toBe(b.fingerprint);
  });
});

describe('readMessage, fuzzed', () => {
  it('never throws, and always answers with a message', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.jsonValue().map((v) => JSON.stringify(v)),
        ),
        (body) => {
          expect(['result', 'heartbeat', 'opened', 'ended', 'refused']).toContain(read(body).kind);
        },
      ),
    );
  }, 60_000);

  it('passes any output on as it is, and any failure within the limits', () => {
    const types = fc.constantFrom('Callback Succeeded', 'Callback Failed', 'Callback Heartbeat', 'Other');
    const detail = fc.record(
      {
        version: fc.oneof(fc.constant('1.0'), fc.string(), fc.double()),
        correlationId: fc.oneof(fc.constant('a:b'), fc.string({ maxLength: 300 }), fc.constant(null)),
        output: fc.jsonValue(),
        error: fc.oneof(fc.string({ maxLength: 600, unit: 'binary' }), fc.jsonValue()),
        cause: fc.oneof(fc.string({ maxLength: 600, unit: 'binary' }), fc.jsonValue()),
        progress: fc.jsonValue(),
        taskToken: fc.string(),
        ['__proto__']: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(types, detail, (type, said) => {
        const message = read(envelope(type, said));
        if (message.kind !== 'result') return;
        const { answer, verdict } = message.outcome;
        if (answer.kind === 'succeeded')
          expect(JSON.parse(answer.output)).toEqual(JSON.parse(JSON.stringify(said.output)));
        else {
          expect(answer.error.length).toBeLessThanOrEqual(256);
          expect(answer.cause.length).toBeLessThanOrEqual(32_768);
          expect(answer.error.isWellFormed() && answer.cause.isWellFormed()).toBe(true);
          if (verdict !== 'delivered') expect(answer.error).toMatch(/^CallbackRelay\./);
        }
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
