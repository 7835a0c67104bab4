import type { Caller, CallService } from '../../foundation/service.ts';
import type { Ids } from '../ids.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** What a call of a service is made with. */
export interface CallSetting {
  readonly callService: CallService;
  readonly caller: Caller;
  readonly now: () => number;
  readonly ids: Ids;
  readonly executionArn: string;
  readonly machineArn: string;
  /** The same for every call of one attempt, also after a restart. */
  readonly attemptId: string;
}

/** Calls the service with a task's parameters and gives the task's result; throws {@link StateFailed}. */
export type ServiceCall = (parameters: Json, setting: CallSetting) => Promise<Json>;

/** How a task goes on once the service has answered: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html */
export type Pattern = 'request' | 'sync' | 'callback';

/** What a Task's Resource stands for. */
export interface Integration {
  /** As in history events: `lambda` and `invoke.waitForTaskToken`; a function's ARN has neither. */
  readonly resourceType: string;
  readonly resource: string;
  readonly pattern: Pattern;
  /** A function's ARN as Resource: the older form, with events of its own. */
  readonly functionArn?: string;
  /** An activity's ARN as Resource: workers poll for its tasks. */
  readonly activityArn?: string;
  /** The service's operation, as `invoke`; ARNs have none. */
  readonly api?: string;
}

/** Parameters of a service call are an object on every service. */
export const asObject = (parameters: Json): JsonObject => (isObject(parameters) ? parameters : {});

/** Calls a service; its answer is an object, empty where it has none. */
export const answerOf = async (
  { callService, caller }: CallSetting,
  service: string,
  operation: string,
  input: Record<string, unknown>,
): Promise<JsonObject> => {
  const answer = await callService(service, operation, input, caller);
  return isObject(answer) ? answer : {};
};
