import { expect, test } from 'vitest';
import { commonPrefix, painter, stepLine } from './paint.ts';
import { shortId, type TraceStep } from './trace/trace-step.ts';

const correlationId = 'even-odd:hwxUorvxdtnsWiVv-bqw_0';

const step: TraceStep = {
  correlationIds: [correlationId],
  executionArn: 'arn:aws:states:us-east-1:000000000000:execution:machine:run-1',
  actor: 'app-dev-worker',
  text: 'takes from app-dev-requests',
  tone: 'good',
};

test('a minted ID is shortened to eight characters after its namespace, a key that people give is not', () => {
  expect(shortId('even-odd:hwxUorvxdtnsWiVv-bqw_0')).toBe('even-odd:hwxUorvx');
  expect(shortId('orders:order-1234')).toBe('orders:order-1234');
  expect(shortId('orders:customer-12345/order-1234/payment')).toBe('orders:customer-12…1234/payment');
});

test('a UUID is shortened to eight characters, a name that people give shows what tells it from others', () => {
  const named = (name: string) => ({ ...step, executionArn: `${step.executionArn}:${name}` });
  expect(stepLine(named('c533d32e-b472-4530-9173-11b4ee8a4565'), 0, painter(false))).toContain(' c533d32e  ');
  expect(stepLine(named('order-1234'), 0, painter(false))).toContain(' order-1234 ');
});

test('of a very long text a line shows the beginning, and how much more there is', () => {
  const line = stepLine({ ...step, text: 'x'.repeat(300_000) }, 0, painter(false));
  expect(line).toMatch(/x{2000} … and 298,000 more characters$/);
});

test('a line names time, callback, execution, who and what, and has colours only for a terminal', () => {
  expect(stepLine(step, 0, painter(false), 'app-dev-')).toMatch(
    /^\d\d:\d\d:00\.000 {2}even-odd:hwxUorvx +run-1 +worker +takes from requests$/,
  );
  expect(stepLine(step, 0, painter(true), 'app-dev-')).toContain('\u001b[');
  expect(stepLine(step, 0, painter(true, { NO_COLOR: '1' }))).not.toContain('\u001b[');
});

test('a line of an execution that opened several callbacks shows the newest, and how many more', () => {
  const several = { ...step, correlationIds: [correlationId, 'even-odd:ABCDEFGHijklmnopqrstuv'] };
  expect(stepLine(several, 0, painter(false))).toContain('even-odd:ABCDEFGH +1');
});

test('what most names begin with ends at a hyphen', () => {
  expect(commonPrefix(['app-dev-worker', 'app-dev-relay', 'app-dev-bus', 'orders'])).toBe('app-dev-');
  expect(commonPrefix(['app-dev-worker', 'orders', 'items'])).toBe('');
  expect(commonPrefix(['app-dev-worker', 'app-dev-wasps', 'app-dev-relay'])).toBe('app-dev-');
  expect(commonPrefix(['app-dev', 'app-dev-wasps'])).toBe('app-');
  expect(commonPrefix(['only'])).toBe('');
});

test('FORCE_COLOR decides before NO_COLOR and the terminal, as with Node.js', () => {
  const isColoured = (isTerminal: boolean, environment: NodeJS.ProcessEnv) =>
    stepLine(step, 0, painter(isTerminal, environment)).includes('\u001b[');
  expect(isColoured(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(isColoured(false, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
  expect(isColoured(true, { FORCE_COLOR: '0' })).toBe(false);
  expect(isColoured(true, { NO_COLOR: '' })).toBe(true);
});

test('what a function says is one line, without colours or orders of its own', () => {
  const text = '\u001b[31mboom\u001b[0m\n    at work\r\n\u0007end\n';
  expect(stepLine({ ...step, text }, 0, painter(false))).toMatch(/ {2}boom \| at work \| {2}end$/);
});
