import { issuesOf, RelayError, type Request } from '@callback-relay/contract';
import * as z from 'zod/mini';
import { isFailure } from '../handler/failure.ts';
import type { HandlerContext } from '../handler/handler-context.ts';
import { failedBy, failedWith, type Outcome, returned } from '../result/outcome.ts';
import type { Worker } from './define-worker.ts';

/**
 * Runs the handler over a request and turns what it returns or throws into an outcome.
 * @throws whatever the handler throws that is no Failure.
 */
export async function handleRequest(
  worker: Worker,
  request: Request,
  context: HandlerContext,
): Promise<Outcome> {
  const payload = await z.safeParseAsync(worker.payload, request.payload);
  if (!payload.success) {
    return failedBy(new RelayError('payload-rejected', issuesOf(payload.error).join('\n')));
  }
  try {
    return returned(await worker.handle(payload.data, context));
  } catch (thrown) {
    if (isFailure(thrown)) return failedWith(thrown);
    throw thrown;
  }
}
