import type { Contract } from '../define-contract.ts';
import { type PayloadTemplateOf, payloadIssues } from './payload-issues.ts';

/**
 * The payload of a task, typed and checked by the contract of the worker that is asked: a wrong field is an error in the
 * editor, and at synth, rather than a task that waits in vain. Expressions of JSONata and of CDK's `JsonPath` may stand at
 * any place.
 * @throws TypeError that names each field that disagrees with the contract.
 */
export function payloadFor<C extends Contract>(
  contract: C,
  payload: PayloadTemplateOf<C>,
): PayloadTemplateOf<C> {
  const issues = payloadIssues(contract, payload, isExpression);
  if (issues.length === 0) return payload;
  throw new TypeError(`the payload for ${contract.name} disagrees with its contract: ${issues.join('; ')}`);
}

/** CDK hides an expression in a text with this mark, or in a number far below any that is meant. */
const TEXT_TOKEN = '${Token[';
const NUMBER_TOKEN = -1e288;

function isExpression(value: unknown): boolean {
  if (typeof value === 'string') return /^\{%[\s\S]*%\}$/.test(value) || value.includes(TEXT_TOKEN);
  if (typeof value === 'number') return value < NUMBER_TOKEN;
  return (
    typeof value === 'object' && value !== null && 'resolve' in value && typeof value.resolve === 'function'
  );
}
