import { RelayError, type Request, validateStandard } from '@callback-relay/contract';
import { isFailure } from '../handler/failure.ts';
import type { HandlerContext } from '../handler/handler-context.ts';
import type { Log } from '../log.ts';
import { failedBy, failedWith, returned, type WorkOutcome } from '../result/outcome.ts';
import type { Worker } from './define-worker.ts';

/**
 * Runs the handler over a request and turns what it returns or throws into an outcome.
 * @throws whatever the handler throws that is not a Failure.
 */
export async function handleRequest(
  worker: Worker,
  request: Request,
  context: HandlerContext,
  log: Log,
): Promise<WorkOutcome> {
  const payload = await validateStandard(worker.payload, request.payload);
  if (payload.issues) return failedBy(new RelayError('payload-rejected', payload.issues.join('\n')));
  try {
    return await returned(await worker.handle(payload.value, context), worker.output);
  } catch (thrown) {
    if (!isFailure(thrown)) throw thrown;
    if (worker.errors?.includes(thrown.error) === false) {
      const { correlationId } = request;
      log.warn("failure with an error that is not one of the contract's", {
        correlationId,
        error: thrown.error,
      });
    }
    return failedWith(thrown);
  }
}
