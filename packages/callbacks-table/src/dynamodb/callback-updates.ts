import type { Operator, Verdict } from '@callback-relay/contract';
import type {
  Allowance,
  Cancellation,
  Claim,
  ClaimReference,
  Closing,
  Memory,
  Parking,
  ProgressReport,
  Unclaiming,
} from '../callback-store.ts';
import { senderOf } from '../sender.ts';

/**
 * The transitions of `model/callback-writes.ts` as DynamoDB's expressions. `values` are plain; a list is a set.
 * What is undefined is left out.
 * `state` is a reserved word, hence `#state`.
 */
export interface Update {
  readonly correlationId: string;
  readonly expression: string;
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What goes when a callback is closed. */
const whileOpen = ['taskToken', 'execution', 'parked', 'progress', 'progressAt', 'progressCount'];

export function claimUpdate(claim: Claim): Update {
  const { correlationId, eventId, fingerprint, claimId } = claim;
  const sender = allowedSender(claim);
  return {
    correlationId,
    expression: 'SET #state = :settling, answeredBy = :event, answers.#event = :answer ADD attempts :claims',
    condition: `${sender.condition}((#state = :waiting AND attribute_not_exists(answers.#event.verdict))
        OR (#state = :settling AND answeredBy = :event AND answers.#event.fingerprint = :fingerprint))`,
    names: { '#state': 'state', '#event': eventId },
    values: {
      ':settling': 'settling',
      ':waiting': 'waiting',
      ':event': eventId,
      ':fingerprint': fingerprint,
      ':answer': { ...answer('delivered', claim), presumedBy: claimId },
      ':claims': [claimId],
      ...sender.values,
    },
  };
}

export function parkBesideUpdate({ correlationId, result, expiresAt }: Parking): Update {
  return {
    correlationId,
    expression: 'SET parked.#sender = :result, expiresAt = :expiresAt',
    condition:
      '#state = :parked AND attribute_not_exists(parked.#sender) AND attribute_not_exists(answers.#event)',
    names: { '#state': 'state', '#sender': senderOf(result.event), '#event': result.event.id },
    values: { ':parked': 'parked', ':result': result, ':expiresAt': expiresAt },
  };
}

export function unclaimUpdate(unclaiming: Unclaiming): Update {
  const { correlationId, sender, eventId } = unclaiming;
  const forgotten = forget(unclaiming);
  return {
    correlationId,
    expression: `SET answers.#event = :answer REMOVE ${['parked.#sender', ...forgotten.paths].join(', ')}`,
    condition: '#state = :parked AND parked.#sender.event.id = :event',
    names: { '#state': 'state', '#sender': sender, '#event': eventId, ...forgotten.names },
    values: { ':parked': 'parked', ':event': eventId, ':answer': answer(unclaiming.verdict, unclaiming) },
  };
}

export function closeUpdate(closing: Closing): Update {
  const { correlationId, eventId, claimId, openingId, alone } = closing;
  const forgotten = forget(closing);
  const removed = [...whileOpen, 'attempts', ...forgotten.paths];
  return {
    correlationId,
    expression: `SET #state = :settled, answers.#event = :answer REMOVE ${removed.join(', ')}`,
    condition: `#state = :settling AND answeredBy = :event AND openingId = :opening ${alone ? 'AND attempts = :claims' : ''}`,
    names: { '#state': 'state', '#event': eventId, ...forgotten.names },
    values: {
      ':settling': 'settling',
      ':settled': 'settled',
      ':event': eventId,
      ':opening': openingId,
      ':answer': answer(closing.verdict, closing),
      ...(alone && { ':claims': [claimId] }),
    },
  };
}

export function markUnsentUpdate({ correlationId, eventId, claimId }: ClaimReference): Update {
  return {
    correlationId,
    expression: 'REMOVE attempts, answers.#event.verdict, answers.#event.presumedBy',
    condition:
      '#state = :settling AND answeredBy = :event AND attempts = :claims AND attribute_exists(answers.#event)',
    names: { '#state': 'state', '#event': eventId },
    values: { ':settling': 'settling', ':event': eventId, ':claims': [claimId] },
  };
}

export function withdrawUpdate({ correlationId, eventId, claimId }: ClaimReference): Update {
  return {
    correlationId,
    expression: 'REMOVE answers.#event.verdict, answers.#event.presumedBy',
    condition: 'answers.#event.presumedBy = :claim AND (#state <> :settling OR answeredBy <> :event)',
    names: { '#state': 'state', '#event': eventId },
    values: { ':settling': 'settling', ':event': eventId, ':claim': claimId },
  };
}

export function rememberUpdate(memory: Memory): Update {
  const { correlationId, eventId, state, openingId, sender, presumedBy } = memory;
  const forgotten = forget(memory);
  const removed = forgotten.paths.length === 0 ? '' : `REMOVE ${forgotten.paths.join(', ')}`;
  return {
    correlationId,
    expression: `SET answers.#event = :answer ${removed}`,
    condition: [
      '#state = :state',
      openingId ? 'openingId = :openingId' : 'attribute_not_exists(openingId)',
      presumedBy ? 'answers.#event.presumedBy = :presumedBy' : 'attribute_not_exists(answers.#event.verdict)',
      ...(sender ? ['(attribute_not_exists(parked.#sender) OR parked.#sender.event.id <> :event)'] : []),
    ].join(' AND '),
    names: {
      '#state': 'state',
      '#event': eventId,
      ...(sender && { '#sender': sender }),
      ...forgotten.names,
    },
    values: {
      ':state': state,
      ':answer': answer(memory.verdict, memory),
      ':openingId': openingId,
      ':presumedBy': presumedBy,
      ':event': sender && eventId,
    },
  };
}

export function progressUpdate(report: ProgressReport): Update {
  const { correlationId, progress, at } = report;
  const sender = allowedSender(report);
  return {
    correlationId,
    expression: 'SET progress = :progress, progressAt = :at ADD progressCount :one',
    condition: `${sender.condition}#state = :waiting AND (attribute_not_exists(progressAt) OR progressAt <= :at)`,
    names: { '#state': 'state' },
    values: {
      ':waiting': 'waiting',
      ...sender.values,
      ':progress': progress,
      ':at': at,
      ':one': 1,
    },
  };
}

export function allowSourcesUpdate({ correlationId, sources }: Allowance): Update {
  return {
    correlationId,
    expression: 'ADD allowedSources :sources',
    condition: '#state = :waiting',
    names: { '#state': 'state' },
    values: { ':waiting': 'waiting', ':sources': [...new Set(sources)] },
  };
}

export function cancelUpdate({ correlationId, execution, before }: Cancellation): Update {
  return {
    correlationId,
    expression: `SET #state = :cancelled REMOVE ${whileOpen.join(', ')}`,
    condition: 'execution = :execution AND #state = :waiting AND attempt < :before',
    names: { '#state': 'state' },
    values: { ':execution': execution, ':before': before, ':waiting': 'waiting', ':cancelled': 'cancelled' },
  };
}

interface AnswerParts {
  readonly fingerprint: string;
  readonly now: number;
  readonly operator?: Operator;
}

function answer(verdict: Verdict, { fingerprint, now, operator }: AnswerParts): object {
  return { verdict, fingerprint, at: Math.floor(now / 1000), operator };
}

/** As `mayAnswer`: an operator may answer every callback, any other only one that names its source and account. */
function allowedSender({ source, account, operator }: Pick<Claim, 'source' | 'account' | 'operator'>) {
  if (operator !== undefined) return { condition: '', values: {} };
  return {
    condition: `contains(allowedSources, :source)
      AND (attribute_not_exists(allowedAccounts) OR contains(allowedAccounts, :account)) AND `,
    values: { ':source': source, ':account': account },
  };
}

function forget({ forget: eventIds, eventId }: { forget: readonly string[]; eventId: string }) {
  const others = eventIds.filter((id) => id !== eventId);
  return {
    paths: others.map((_, at) => `answers.#forgotten${at}`),
    names: Object.fromEntries(others.map((id, at) => [`#forgotten${at}`, id])),
  };
}
