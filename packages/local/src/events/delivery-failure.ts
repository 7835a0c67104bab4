import { AwsError } from '../foundation/aws-error.ts';
import { errorMessage } from '../foundation/error-message.ts';

/** Why an attempt failed, in the words of a dead letter's attributes. */
export interface DeliveryFailure {
  /** One of EventBridge's codes, as `NO_PERMISSIONS`. */
  readonly code: string;
  readonly message: string;
  /** Whether another attempt may help: EventBridge retries throttling and faults, nothing else. */
  readonly retryable: boolean;
}

export function deliveryFailure(error: unknown): DeliveryFailure {
  if (!(error instanceof AwsError)) {
    return {
      code: 'INTERNAL_ERROR',
      message: errorMessage(error),
      retryable: true,
    };
  }
  return { ...classify(error), message: error.message };
}

function classify({ code, status }: AwsError): Omit<DeliveryFailure, 'message'> {
  if (/AccessDenied|NotAuthorized|UnauthorizedOperation/.test(code)) return final('NO_PERMISSIONS');
  if (/NonExistentQueue|QueueDoesNotExist|NotFound/.test(code)) return final('NO_RESOURCE');
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(code) || status === 429) {
    return { code: 'THROTTLING', retryable: true };
  }
  if (code === 'THIRD_ACCOUNT_HOP_DETECTED') return final(code);
  if (status >= 500) return { code: 'ERROR_FROM_TARGET', retryable: true };
  return final('SDK_CLIENT_ERROR');
}

function final(code: string) {
  return { code, retryable: false };
}
