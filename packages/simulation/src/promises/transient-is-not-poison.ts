import type { Evidence, Finding } from './evidence.ts';

/**
 * Promise 5. A throttle, a 5xx or a lost answer uses no callback up: nothing is `undeliverable` while its task still waits, and a
 * result that met such a fault, or was redriven, settles its callback when the faults end. Put to the test by every batch of the relay
 * that met a fault.
 */
export function transientIsNotPoison({ archive, answerings, fate }: Evidence): Finding {
  const troubled = archive.batches.filter(({ faults }) => faults.length > 0);
  const metFault = new Set(
    troubled.flatMap(({ faults }) => faults.map(({ correlationId }) => correlationId)),
  );
  const byEvent = new Map(answerings.map((answering) => [answering.event.id, answering]));
  const givenUp = archive.judged.flatMap(({ at, judgement }) => {
    const attempt = byEvent.get(judgement.event.id)?.attempt;
    if (judgement.verdict !== 'undeliverable' || attempt === undefined) return [];
    const waits = attempt.end === undefined || attempt.end.at > at;
    return waits ? [`${judgement.event.id} was given up while its task waited`] : [];
  });
  const usedUp = answerings
    .filter(({ attempt }) => fate(attempt) === 'lost')
    .filter(({ event }) => metFault.has((event.detail as { readonly correlationId: string }).correlationId))
    .map(({ event }) => `${event.id} met a fault, and its callback was never settled`);
  return { tested: troubled.length, violations: [...givenUp, ...usedUp] };
}
