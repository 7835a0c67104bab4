import type { OpenCallbackInput } from '@callback-relay/requester';
import { JsonPath } from 'aws-cdk-lib/aws-stepfunctions';
import type { CallbackTaskProps } from './callback-task-props.ts';

/** The fields of the requester's input, each a value, a path or an expression. */
type TaskInput = { readonly [Field in keyof OpenCallbackInput]: unknown };

/** What the task passes to the requester, in JSONPath: strings that CDK renders as `field.$`. */
export function jsonPathInput(props: CallbackTaskProps): TaskInput {
  return {
    taskToken: JsonPath.taskToken,
    executionArn: JsonPath.executionId,
    stateName: JsonPath.stateName,
    enteredTime: JsonPath.stateEnteredTime,
    retryCount: JsonPath.numberAt('$$.State.RetryCount'),
    payload: props.payload ?? JsonPath.entirePayload,
    ...asGiven(props),
  };
}

/** The same in JSONata. */
export function jsonataInput(props: CallbackTaskProps): TaskInput {
  return {
    taskToken: '{% $states.context.Task.Token %}',
    executionArn: '{% $states.context.Execution.Id %}',
    stateName: '{% $states.context.State.Name %}',
    enteredTime: '{% $states.context.State.EnteredTime %}',
    retryCount: '{% $states.context.State.RetryCount %}',
    payload: props.payload ?? '{% $states.input %}',
    ...asGiven(props),
  };
}

function asGiven(props: CallbackTaskProps) {
  return {
    requestQueueUrl: props.worker.requestQueueUrl,
    timeoutSeconds: props.timeout.toSeconds(),
    allowedSources: props.allowedSources ?? [props.worker.workerName],
    allowedAccounts: props.allowedAccounts ?? [props.worker.account],
    ...(props.businessKey !== undefined && { businessKey: props.businessKey }),
    ...(props.item !== undefined && { item: props.item }),
  };
}
