import { expect, test } from 'vitest';
import { compileFilter } from './filter.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html: what is of the other kind is dropped. */
test.each([
  ['members', { body: { kind: ['wanted'] } }, '{"kind":"wanted"}', true],
  ['members', { body: { kind: ['wanted'] } }, '{"kind":"other"}', false],
  ['members', { body: { kind: [{ exists: false }] } }, 'text', false],
  ['a text', { body: [{ prefix: 'job ' }] }, 'job 1', true],
  ['a text', { body: [{ prefix: '{' }] }, '{"kind":"wanted"}', false],
  [
    'members, in alternatives',
    { $or: [{ body: { kind: ['wanted'] } }, { messageId: ['m'] }] },
    '{"kind":"wanted"}',
    true,
  ],
  ['no body', { messageId: ['m'] }, '{"kind":"other"}', true],
])('a filter on %s: %j, of the body %s: %s', (_, pattern, body, expected) => {
  const messageId = 'messageId' in pattern ? 'm' : 'other';
  expect(compileFilter(JSON.stringify(pattern))({ messageId, body })).toBe(expected);
});
