import { expect, it } from 'vitest';
import type { WaitingRow } from '../callback-row.ts';
import { rows } from './sample-rows.cases.ts';
import { tracedRowOf } from './traced-row.ts';

it.each(Object.entries(rows))('of %s there is no token and no body in a trace', (_, row) => {
  const secrets = [
    ...(row !== undefined && 'taskToken' in row ? [row.taskToken] : []),
    ...(row !== undefined && 'progress' in row ? [row.progress ?? ''] : []),
    ...Object.values((row !== undefined && 'parked' in row && row.parked) || {}).map(({ outcome }) =>
      outcome.answer.kind === 'succeeded' ? outcome.answer.output : outcome.answer.cause,
    ),
  ].filter((secret) => secret.length > 3);
  const text = JSON.stringify(tracedRowOf(row));
  for (const secret of secrets) expect(text).not.toContain(secret);
});

it('a waiting row shows its state, its opening, and that it has a token', () => {
  const waiting = rows['a waiting row'] as WaitingRow;
  expect(tracedRowOf(waiting)).toMatchObject({
    state: 'waiting',
    opening: { id: waiting.openingId, task: waiting.idempotencyKey, business: waiting.business },
    token: true,
    execution: waiting.execution,
  });
  expect(tracedRowOf(undefined)).toMatchObject({ state: 'none', token: false, answers: {} });
});
