import type { OpenCallbackInput } from '@callback-relay/requester';
import { Aws } from 'aws-cdk-lib';
import { JsonPath } from 'aws-cdk-lib/aws-stepfunctions';
import type { CallbackTaskProps } from './callback-task-props.ts';
import { plainPayload } from './payload.ts';

/** The fields of the requester's input, each a value, a path or an expression. */
type RequesterInput = { readonly [Field in keyof OpenCallbackInput]: unknown };

/** What the task passes to the requester, in JSONPath: strings that CDK renders as `field.$`. */
export function jsonPathInput(props: CallbackTaskProps, inMap: boolean): RequesterInput {
  return {
    taskToken: JsonPath.taskToken,
    executionArn: JsonPath.executionId,
    stateName: JsonPath.stateName,
    enteredTime: JsonPath.stateEnteredTime,
    retryCount: JsonPath.numberAt('$$.State.RetryCount'),
    redriveCount: JsonPath.numberAt('$$.Execution.RedriveCount'),
    ...asGiven(props, JsonPath.entirePayload),
    ...itemOf(props, inMap, JsonPath.numberAt('$$.Map.Item.Index')),
  };
}

/** The same in JSONata. */
export function jsonataInput(props: CallbackTaskProps, inMap: boolean): RequesterInput {
  return {
    taskToken: '{% $states.context.Task.Token %}',
    executionArn: '{% $states.context.Execution.Id %}',
    stateName: '{% $states.context.State.Name %}',
    enteredTime: '{% $states.context.State.EnteredTime %}',
    retryCount: '{% $states.context.State.RetryCount %}',
    redriveCount: '{% $states.context.Execution.RedriveCount %}',
    ...asGiven(props, '{% $states.input %}'),
    ...itemOf(props, inMap, '{% $states.context.Map.Item.Index %}'),
  };
}

function asGiven({ worker, ...props }: CallbackTaskProps, entireInput: string) {
  return {
    ...(worker !== undefined && {
      payload: props.payload === undefined ? entireInput : plainPayload(props.payload),
      requestQueueUrl: worker.requestQueueUrl,
    }),
    timeoutSeconds: props.timeout.toSeconds(),
    allowedSources: props.allowedSources ?? [worker?.workerName],
    allowedAccounts: props.allowedAccounts ?? [worker?.account ?? Aws.ACCOUNT_ID],
    ...(props.businessKey !== undefined && { businessKey: props.businessKey }),
  };
}

function itemOf({ item }: CallbackTaskProps, inMap: boolean, index: unknown) {
  if (item !== undefined) return { item };
  return inMap ? { item: index } : {};
}
