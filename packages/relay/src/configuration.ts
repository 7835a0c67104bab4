import { RelayError } from '@callback-relay/contract';
import { relayEnvironment } from './environment.ts';

/** What the relay reads from its environment: the variables of `environment.ts`, and the function's name. */
export interface RelayConfiguration {
  readonly functionName: string;
  readonly callbacksTable: string;
  readonly eventBus: string;
  readonly relayQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly quotaPerSecond: number;
  readonly quotaBurst: number;
  readonly parkedSeconds: number;
  readonly rowRetentionSeconds: number;
}

/** Set by Lambda itself. */
const FUNCTION_NAME = 'AWS_LAMBDA_FUNCTION_NAME';

/** SQS: a message can be invisible for so long. */
const LONGEST_PARKED_SECONDS = 43_200;

/** @throws RelayError `configuration-missing`, with the name of the variable. */
export function configurationOf(
  environment: Readonly<Record<string, string | undefined>>,
): RelayConfiguration {
  function text(name: string): string {
    const value = environment[name];
    if (value === undefined || value === '') throw new RelayError('configuration-missing', name);
    return value;
  }
  function number(name: string, most = Number.POSITIVE_INFINITY): number {
    const value = text(name);
    const parsed = Number(value);
    if (!/^[0-9]+(\.[0-9]+)?$/.test(value) || parsed <= 0 || parsed > most) {
      throw new RelayError(
        'configuration-missing',
        `${name} is no number above 0 and up to ${most}: ${value}`,
      );
    }
    return parsed;
  }
  return {
    functionName: text(FUNCTION_NAME),
    callbacksTable: text(relayEnvironment.callbacksTable),
    eventBus: text(relayEnvironment.eventBus),
    relayQueueUrl: text(relayEnvironment.relayQueueUrl),
    deadLetterQueueUrl: text(relayEnvironment.deadLetterQueueUrl),
    quotaPerSecond: number(relayEnvironment.quotaPerSecond),
    // A bucket that holds less than one call would never give one.
    quotaBurst: Math.max(1, number(relayEnvironment.quotaBurst)),
    parkedSeconds: number(relayEnvironment.parkedSeconds, LONGEST_PARKED_SECONDS),
    rowRetentionSeconds: number(relayEnvironment.rowRetentionSeconds),
  };
}
