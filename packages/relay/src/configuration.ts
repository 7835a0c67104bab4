import { type Environment, environmentReader } from '@callback-relay/contract/runtime';
import { relayEnvironment } from './environment.ts';

/** What the relay reads from its environment: the variables of `environment.ts`, and the function's name. */
export interface RelayConfiguration {
  readonly functionName: string;
  readonly callbacksTable: string;
  readonly eventBus: string;
  readonly relayQueueUrl: string;
  readonly deferredQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly quotaPerSecond: number;
  readonly quotaBurst: number;
  readonly parkedSeconds: number;
  readonly rowRetentionSeconds: number;
}

/** Set by Lambda itself. */
const FUNCTION_NAME = 'AWS_LAMBDA_FUNCTION_NAME';

/** Ours: a result that waits for longer has another fault than being early. */
const LONGEST_PARKED_SECONDS = 43_200;

/** @throws RelayError `configuration-missing`, with the name of the variable. */
export function configurationOf(environment: Environment): RelayConfiguration {
  const { text, number } = environmentReader(environment);
  return {
    functionName: text(FUNCTION_NAME),
    callbacksTable: text(relayEnvironment.callbacksTable),
    eventBus: text(relayEnvironment.eventBus),
    relayQueueUrl: text(relayEnvironment.relayQueueUrl),
    deferredQueueUrl: text(relayEnvironment.deferredQueueUrl),
    deadLetterQueueUrl: text(relayEnvironment.deadLetterQueueUrl),
    quotaPerSecond: number(relayEnvironment.quotaPerSecond),
    // A bucket that holds less than one call would never give one.
    quotaBurst: Math.max(1, number(relayEnvironment.quotaBurst)),
    parkedSeconds: number(relayEnvironment.parkedSeconds, LONGEST_PARKED_SECONDS),
    rowRetentionSeconds: number(relayEnvironment.rowRetentionSeconds),
  };
}
