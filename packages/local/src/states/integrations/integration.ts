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
}

/** Calls the service with a task's parameters and gives the task's result; throws {@link StateFailed}. */
export type ServiceCall = (parameters: Json, setting: CallSetting) => Promise<Json>;

/** What a Task's Resource stands for. */
export interface Integration {
  /** As in history events: `lambda` and `invoke.waitForTaskToken`; a function's ARN has neither. */
  readonly resourceType: string;
  readonly resource: string;
  /** Whether the task waits for its token after the call. */
  readonly callback: boolean;
  /** A function's ARN as Resource: the older form, with events of its own. */
  readonly functionArn?: string;
  readonly call: ServiceCall;
}

/** Parameters of a service call are an object on every service. */
export const asObject = (parameters: Json): JsonObject => (isObject(parameters) ? parameters : {});
