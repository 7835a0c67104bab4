import type { Contract } from '@callback-relay/contract';
import { retriedErrors } from '@callback-relay/contract/runtime';
import { Aspects, Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  _getActualQueryLanguage as actualQueryLanguage,
  JitterType,
  QueryLanguage,
  type StateGraph,
  StateMachine,
  type TaskMetricsConfig,
  TaskStateBase,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { attachContract } from '../contract/attach-contract.ts';
import { checkTask, misplacementsOf } from './callback-task-checks.ts';
import { jsonataInput, jsonPathInput } from './callback-task-input.ts';
import type {
  CallbackTaskJsonataProps,
  CallbackTaskJsonPathProps,
  CallbackTaskProps,
} from './callback-task-props.ts';
import { isInInlineMap } from './enclosing-map.ts';
import { checkLanguage } from './query-language.ts';
import { definitionsIn, type TaskIdentity } from './task-definitions.ts';

/**
 * Opening is tried again for minutes: 16 attempts, with waits of up to 1, 2, 4 … 60 s, each anywhere below that. On average
 * they take five minutes, and two in nearly every case.
 */
const retry = {
  errors: [...retriedErrors],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxDelay: Duration.minutes(1),
  maxAttempts: 15,
  jitterStrategy: JitterType.FULL,
};

/**
 * A task state that asks a worker, or none, and sleeps until a result event answers. It is written in JSONPath or JSONata, as
 * its state machine is. Retry and Catch are added as to any state, by `addRetry` and `addCatch`. The state machines that
 * hold it are granted to the relay.
 */
export class CallbackTask<C extends Contract = Contract> extends TaskStateBase {
  /** A task that speaks JSONPath. */
  static jsonPath<C extends Contract>(
    scope: Construct,
    id: string,
    props: CallbackTaskJsonPathProps<C>,
  ): CallbackTask<C> {
    return new CallbackTask(scope, id, { ...props, queryLanguage: QueryLanguage.JSON_PATH });
  }

  /** A task that speaks JSONata, whatever the state machine that it stands in. */
  static jsonata<C extends Contract>(
    scope: Construct,
    id: string,
    props: CallbackTaskJsonataProps<C>,
  ): CallbackTask<C> {
    return new CallbackTask(scope, id, { ...props, queryLanguage: QueryLanguage.JSONATA });
  }

  protected readonly taskMetrics: TaskMetricsConfig;
  protected readonly taskPolicies: PolicyStatement[];
  readonly #props: CallbackTaskProps;
  #graph: StateGraph | undefined;

  constructor(scope: Construct, id: string, props: CallbackTaskProps<C>) {
    const { timeout, heartbeat, ...state } = props;
    super(scope, id, {
      ...state,
      ...(timeout !== undefined && { taskTimeout: Timeout.duration(timeout) }),
      ...(heartbeat !== undefined && { heartbeatTimeout: Timeout.duration(heartbeat) }),
    });
    checkTask(this, props);
    attachContract(this, props);
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
    if (props.retryOnTransientErrors ?? true) this.addRetry(retry);
    // Its name is known at the end, because a fragment may put its own before it.
    const identity = (): TaskIdentity => ({ stateId: this.stateId, functionArn });
    this.node.addValidation({ validate: () => misplacementsOf(this, identity()) });
    this.#grantMachines(identity);
  }

  /** Called by CDK when the state becomes a part of a state machine, a branch or a Map. */
  override bindToGraph(graph: StateGraph): void {
    super.bindToGraph(graph);
    this.#graph = graph;
  }

  /** What the state machine's definition says of the integration. Called by CDK. */
  protected override _renderTask(topLevelQueryLanguage?: QueryLanguage): object {
    const language = actualQueryLanguage(topLevelQueryLanguage, this.#props.queryLanguage);
    checkLanguage(this, this.#props, language);
    const inMap = isInInlineMap(this, this.#graph);
    const input = language === QueryLanguage.JSONATA ? jsonataInput : jsonPathInput;
    return {
      Resource: `arn:${Aws.PARTITION}:states:::lambda:invoke.waitForTaskToken`,
      ...this._renderParametersOrArguments(
        {
          FunctionName: this.#props.requester.function.functionArn,
          Payload: input(this.#props, inMap),
        },
        language,
      ),
    };
  }

  /** A relay that may not answer would leave every execution to its timeout. Which machines hold the task is known at the end. */
  #grantMachines(identity: () => TaskIdentity): void {
    const { relay } = this.#props.requester;
    Aspects.of(this.node.root).add({
      visit: (node) => {
        if (!(node instanceof StateMachine) || definitionsIn(node, identity()).length === 0) return;
        relay.grantTaskResponse(node);
      },
    });
  }
}
