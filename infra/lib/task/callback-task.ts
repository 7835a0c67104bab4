import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  _getActualQueryLanguage as actualQueryLanguage,
  QueryLanguage,
  type TaskMetricsConfig,
  TaskStateBase,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { checkTask, expressWorkflowsOf } from './callback-task-checks.ts';
import { jsonataInput, jsonPathInput } from './callback-task-input.ts';
import type { CallbackTaskProps } from './callback-task-props.ts';
import { transientErrors } from './transient-errors.ts';

/**
 * A task state that asks a worker, or nobody, and sleeps until a result event answers. It is written in JSONPath or JSONata, as
 * its state machine is. Retry and Catch are added as to any state, by `addRetry` and `addCatch`.
 */
export class CallbackTask extends TaskStateBase {
  protected readonly taskMetrics: TaskMetricsConfig;
  protected readonly taskPolicies: PolicyStatement[];
  readonly #props: CallbackTaskProps;

  constructor(scope: Construct, id: string, props: CallbackTaskProps) {
    const { timeout, heartbeat, ...state } = props;
    super(scope, id, {
      ...state,
      ...(timeout !== undefined && { taskTimeout: Timeout.duration(timeout) }),
      ...(heartbeat !== undefined && { heartbeatTimeout: Timeout.duration(heartbeat) }),
    });
    checkTask(this, props);
    this.#props = props;
    const { functionArn } = props.requester.function;
    this.taskMetrics = {
      metricPrefixSingular: 'LambdaFunction',
      metricPrefixPlural: 'LambdaFunctions',
      metricDimensions: { LambdaFunctionArn: functionArn },
    };
    this.taskPolicies = [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }),
    ];
    if (props.worker !== undefined) props.requester.grantRequest(props.worker);
    if (props.retryOnTransientErrors ?? true) this.addRetry({ errors: [...transientErrors], maxAttempts: 5 });
    this.node.addValidation({ validate: () => expressWorkflowsOf(this, this.stateId) });
  }

  /** What the state machine's definition says of the integration. Called by CDK. */
  protected override _renderTask(topLevelQueryLanguage?: QueryLanguage): object {
    const language = actualQueryLanguage(topLevelQueryLanguage, this.#props.queryLanguage);
    return {
      Resource: `arn:${Aws.PARTITION}:states:::lambda:invoke.waitForTaskToken`,
      ...this._renderParametersOrArguments(
        {
          FunctionName: this.#props.requester.function.functionArn,
          Payload:
            language === QueryLanguage.JSONATA ? jsonataInput(this.#props) : jsonPathInput(this.#props),
        },
        language,
      ),
    };
  }
}
