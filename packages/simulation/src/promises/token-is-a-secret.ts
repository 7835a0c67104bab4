import type { Evidence, Finding } from './evidence.ts';

/**
 * Promise 7. No task token is in a request, an event, a message of the relay queue, a verdict or a fault report; a
 * row that is settled or cancelled has none. Put to the test by every such text, and by every closed row.
 */
export function tokenIsASecret({ requestBodies, bus, archive, table }: Evidence): Finding {
  const closed = table.rows().filter(({ state }) => state === 'settled' || state === 'cancelled');
  const texts = [
    ...requestBodies,
    ...bus.accepted().map((event) => JSON.stringify(event)),
    ...archive.recorded.map(({ record }) => JSON.stringify(record)),
    ...archive.batches.flatMap(({ faults }) => faults.map((report) => JSON.stringify(report))),
  ];
  return {
    tested: texts.length + closed.length,
    violations: [
      ...texts.filter(holdsToken).map((text) => `a token is in ${text.slice(0, 200)}`),
      ...closed
        .filter((row) => holdsToken(JSON.stringify(row)))
        .map(({ correlationId, state }) => `${correlationId} is ${state} and holds its token`),
    ],
  };
}

/** Tokens of the simulated Step Functions begin like this, and nothing else does. */
function holdsToken(text: string): boolean {
  return text.includes('TASK-TOKEN-');
}
