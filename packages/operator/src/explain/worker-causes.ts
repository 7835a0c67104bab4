import type { Cause } from './cause.ts';
import type { Facts, WorkerFacts } from './facts.ts';

/* How the request fares. */

export function requestInDeadLetters({ workers }: Facts): Cause | undefined {
  const worker = workers.find(({ deadLetters }) => deadLetters.length > 0);
  const [letter] = worker?.deadLetters ?? [];
  if (worker === undefined || letter === undefined) return undefined;
  return {
    code: 'request-in-dead-letter-queue',
    says: `The worker ${worker.name} failed on the request until it was put into the dead-letter queue.`,
    evidence: [
      `message ${letter.messageId}, received ${letter.receiveCount ?? 'several'} times`,
      ...crashes(worker),
    ],
    todo: [
      `Put the worker right (its log names the error), then redrive: callback-relay redrive ${worker.name}`,
    ],
  };
}

export function workerFailing({ workers }: Facts): Cause | undefined {
  const worker = workers.find(
    (each) => crashes(each).length > 0 && each.queue.visible + each.queue.inFlight + each.queue.delayed > 0,
  );
  if (worker === undefined) return undefined;
  return {
    code: 'worker-failing',
    says: `The worker ${worker.name} fails on the request; it comes back to it after ${worker.queue.visibilityTimeoutSeconds} s.`,
    evidence: crashes(worker),
    todo: [
      'Put the worker right. The request is kept, and is given to it again until it is put into the dead-letter queue.',
    ],
  };
}

export function workerOff({ workers }: Facts): Cause | undefined {
  const worker = workers.find(({ consumer, queue }) =>
    consumer === undefined ? queue.visible > 0 && queue.inFlight === 0 : !consumer.enabled,
  );
  if (worker === undefined) return undefined;
  const { consumer, queue, name } = worker;
  return {
    code: 'worker-off',
    says:
      consumer === undefined
        ? `The queue of the worker ${name} has no consumer.`
        : `The worker ${name} is switched off: its event source mapping is disabled.`,
    evidence: [`${queue.name}: ${queue.visible} waiting, ${queue.inFlight} in flight`],
    todo: [
      consumer === undefined
        ? `Start the worker ${name}.`
        : `Enable the event source mapping of ${consumer.functionName}. Requests past their deadline are dropped, newer ones are served.`,
    ],
  };
}

export function atWork({ callback }: Facts): Cause | undefined {
  if (callback.heartbeat === undefined || callback.state !== 'waiting') return undefined;
  const { at, progress } = callback.heartbeat;
  return {
    code: 'worker-at-work',
    says: 'The worker is at work, and says so.',
    evidence: [`last heartbeat ${at}${progress === undefined ? '' : `: ${JSON.stringify(progress)}`}`],
    todo: [`Wait; the deadline is ${callback.deadline ?? 'unknown'}.`],
  };
}

export function inQueue({ workers }: Facts): Cause | undefined {
  const worker = workers.find(({ queue }) => queue.visible > 0);
  if (worker === undefined) return undefined;
  return {
    code: 'request-in-queue',
    says: `The worker ${worker.name} has not come to it yet: requests wait in its queue.`,
    evidence: [`${worker.queue.name}: ${worker.queue.visible} waiting, ${worker.queue.inFlight} in flight`],
    todo: ['Wait, or give the worker more concurrency.'],
  };
}

export function noAnswerYet({ callback, workers }: Facts): Cause {
  const inFlight = workers.find(({ queue }) => queue.inFlight > 0);
  return {
    code: 'no-answer-yet',
    says:
      inFlight === undefined
        ? 'There is no answer yet, and nothing is wrong that could be seen.'
        : `The worker ${inFlight.name} has the request, and has not answered yet.`,
    evidence: [
      `${callback.sources.join(', ')} may answer until ${callback.deadline ?? 'an unknown time'}`,
      ...callback.notes,
    ],
    todo: ['Wait, ask the team that may answer, or answer by hand: callback-relay succeed or fail.'],
  };
}

function crashes({ errors }: WorkerFacts): string[] {
  return errors
    .slice(-3)
    .map(
      ({ at, fields, text }) =>
        `${at} ${[fields.message, fields.reason].filter(Boolean).join(': ') || text.slice(0, 200)}`,
    );
}
