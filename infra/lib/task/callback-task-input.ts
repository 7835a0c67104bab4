import type { OpenCallbackInput } from '@callback-relay/requester';
import { Aws } from 'aws-cdk-lib';
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
    ...asGiven(props, JsonPath.entirePayload),
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
    ...asGiven(props, '{% $states.input %}'),
  };
}

function asGiven({ worker, ...props }: CallbackTaskProps, entireInput: string) {
  return {
    ...(worker !== undefined && {
      payload: props.payload ?? entireInput,
      requestQueueUrl: worker.requestQueueUrl,
    }),
    timeoutSeconds: props.timeout.toSeconds(),
    allowedSources: props.allowedSources ?? [worker?.workerName],
    allowedAccounts: props.allowedAccounts ?? [worker?.account ?? Aws.ACCOUNT_ID],
    ...(props.businessKey !== undefined && { businessKey: props.businessKey }),
    ...(props.item !== undefined && { item: props.item }),
  };
}
