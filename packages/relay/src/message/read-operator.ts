import type { EventReference } from '@callback-relay/callbacks-table';
import {
  type EventEnvelope,
  type Operator,
  operatorSchema,
  operatorSource,
  sourcesAllowedDetailSchema,
} from '@callback-relay/contract';
import { truncate } from '@callback-relay/contract/runtime';
import type { AllowanceMessage, RefusedMessage } from './message.ts';
import { correlationIdIn } from './read-result.ts';

/** How much of an operator's name and reason is kept: they stand on the row. */
const KEPT_CHARACTERS = 256;

/** Who answers by hand, and why; undefined where the event does not say, or is not of the relay's own account. */
export function operatorIn(
  { detail, account }: EventEnvelope,
  own: string | undefined,
): Operator | undefined {
  const parsed = operatorSchema.safeParse((detail as { operator?: unknown } | null)?.operator);
  if (!parsed.success || account !== own) return undefined;
  const { who, why } = parsed.data;
  return { who: truncate(who, KEPT_CHARACTERS), why: truncate(why, KEPT_CHARACTERS) };
}

export function refusedOperator(event: EventReference, detail: unknown): RefusedMessage {
  const reason = `${operatorSource} answers from the relay's own account alone, and says in \`operator\` who answers and why`;
  const correlationId = correlationIdIn(detail) ?? null;
  return { kind: 'refused', correlationId, event, verdict: 'invalid', code: 'contract-broken', reason };
}

/** Undefined where it breaks the contract. */
export function readAllowance(event: EventReference, detail: unknown): AllowanceMessage | undefined {
  const allowed = sourcesAllowedDetailSchema.safeParse(detail);
  if (!allowed.success) return undefined;
  const { correlationId, sources } = allowed.data;
  return { kind: 'allowance', correlationId, event, sources };
}
