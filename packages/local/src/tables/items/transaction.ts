import { AwsError } from '../../foundation/aws-error.ts';
import type { Steps } from '../../foundation/steps.ts';
import { isEmptyKey } from '../schema/check-keys.ts';

/** Why a part of a transaction stood in its way; `None` for a part that did not. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: unknown;
}

/**
 * Does the work of each part. What a part finds wrong cancels the transaction, but for a key that is empty, which is
 * refused before there is one.
 * @throws AwsError TransactionCanceledException with a reason for each part
 */
export function* allOrNothing<Part, Result>(
  parts: readonly Part[],
  work: (part: Part) => Result,
): Steps<Result[]> {
  const results: Result[] = [];
  const reasons: CancellationReason[] = [];
  for (const part of parts) {
    try {
      results.push(work(part));
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(reasonOf(error));
    }
    yield;
  }
  if (results.length === parts.length) return results;
  const codes = reasons.map(({ Code }) => Code).join(', ');
  throw new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

function reasonOf(error: unknown): CancellationReason {
  if (!(error instanceof AwsError) || isEmptyKey(error)) throw error;
  if (error.code === 'ConditionalCheckFailedException')
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...error.members };
  if (error.code === 'ValidationException') return { Code: 'ValidationError', Message: error.message };
  throw error;
}
