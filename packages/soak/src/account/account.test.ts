import { expect, test } from 'vitest';
import { findingOf } from './account.ts';

const execution = { executionArn: 'arn', job: { job: 'a-1', number: 12 } };
const right = '{"square": 144, "job": "a-1"}';

test.each([
  ['right', 'ended with the output of its job', { status: 'SUCCEEDED', output: right }, true],
  ['wrong', 'ended with the output of another job', { status: 'SUCCEEDED', output: '{"square":1}' }, true],
  ['wrong', 'ended without an output', { status: 'SUCCEEDED' }, true],
  ['lost', 'is not known any more', { status: undefined }, false],
  ['lost', 'still waits, and its result was acknowledged', { status: 'RUNNING' }, true],
  ['hung', 'still waits, and has no answer', { status: 'RUNNING' }, false],
  ['failed', 'failed', { status: 'FAILED', error: 'States.Timeout' }, true],
  ['failed', 'was stopped', { status: 'ABORTED' }, false],
])('%s: an execution that %s', (finding, _, fate, hasResult) => {
  expect(findingOf(execution, fate, hasResult)).toBe(finding);
});
