import { businessKeySchema, limits, tokenShapedField } from '@callback-relay/contract';
import { Stack, Token } from 'aws-cdk-lib';
import { CfnStateMachine, FieldUtils, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { mistake } from '../mistake.ts';
import type { CallbackTaskProps } from './callback-task-props.ts';

/** The longest that a Standard execution runs: a year. */
const LONGEST_SECONDS = 31_536_000;

/** @throws Error for props with which the task could never end well. */
export function checkTask(scope: IConstruct, props: CallbackTaskProps): void {
  checkTimes(scope, props);
  checkAsked(scope, props);
  checkPayload(scope, props.payload);
  checkBusinessKey(scope, props.businessKey);
}

function checkTimes(scope: IConstruct, { timeout, heartbeat }: Partial<CallbackTaskProps>): void {
  if (timeout === undefined) {
    throw mistake(scope, {
      wrong: 'a callback task needs a timeout, for Step Functions would wait 99,999,999 s for an answer',
      given: timeout,
      remedy: 'set timeout to the longest that the worker may take',
    });
  }
  const seconds = timeout.toSeconds();
  if (seconds < 1 || seconds > LONGEST_SECONDS) {
    throw mistake(scope, {
      wrong: 'timeout is not between 1 s and a year, the longest that an execution runs',
      given: `${seconds} s`,
      remedy: 'set it in that range',
    });
  }
  if (heartbeat !== undefined && heartbeat.toSeconds() >= seconds) {
    throw mistake(scope, {
      wrong: `heartbeat is not shorter than the timeout of ${seconds} s, so it could never be missed`,
      given: `${heartbeat.toSeconds()} s`,
      remedy: 'lower heartbeat, raise timeout, or leave heartbeat out',
    });
  }
}

function checkAsked(scope: IConstruct, props: CallbackTaskProps): void {
  const { worker, businessKey, allowedSources, payload } = props;
  if (worker !== undefined) return;
  if (businessKey === undefined || (allowedSources ?? []).length === 0) {
    throw mistake(scope, {
      wrong:
        'a callback task that asks no worker must say by which key and from which sources its answer comes',
      given: { businessKey, allowedSources },
      remedy: 'set businessKey and allowedSources, or name the worker that is asked',
    });
  }
  if (payload !== undefined) {
    throw mistake(scope, {
      wrong: 'a payload is what a worker is asked for, and no worker is named',
      given: payload,
      remedy: 'leave payload out, or name the worker that is asked',
    });
  }
}

function checkPayload(scope: IConstruct, payload: unknown): void {
  const field = tokenShapedField(payload);
  if (field === undefined && !FieldUtils.containsTaskToken({ payload })) return;
  throw mistake(scope, {
    wrong: 'the payload carries a task token, which must never be in a message',
    given: field ?? payload,
    remedy: 'leave it out: the worker answers with the correlation ID of its request',
  });
}

function checkBusinessKey(scope: IConstruct, key: string | undefined): void {
  if (key === undefined || Token.isUnresolved(key) || /^\{%.*%\}$/s.test(key)) return;
  const parsed = businessKeySchema.safeParse(key);
  if (parsed.success) return;
  throw mistake(scope, {
    wrong: parsed.error.issues[0]?.message ?? 'the business key is malformed',
    given: key.slice(0, limits.errorCharacters),
    remedy: "use a literal of that alphabet, JsonPath.format('order-{}/payment', …), or a JSONata expression",
  });
}

/** Errors for every Express workflow that holds the task: only Standard ones wait for task tokens. */
export function expressWorkflowsOf(task: IConstruct, stateId: string): string[] {
  const stateName = JSON.stringify(JSON.stringify(stateId)).slice(1, -1);
  return task.node.root.node
    .findAll()
    .filter((each): each is StateMachine => each instanceof StateMachine)
    .filter((machine) => machine.stateMachineType === StateMachineType.EXPRESS)
    .filter((machine) => definitionOf(machine).includes(`${stateName}:{`))
    .map(
      (machine) =>
        mistake(task, {
          wrong: 'an Express workflow cannot wait for a task token',
          given: machine.node.path,
          remedy: 'make that state machine StateMachineType.STANDARD',
        }).message,
    );
}

/** The definition as JSON in JSON, for it holds references that only CloudFormation resolves. */
function definitionOf(machine: StateMachine): string {
  const resource = machine.node.defaultChild;
  if (!(resource instanceof CfnStateMachine)) return '';
  return JSON.stringify(Stack.of(machine).resolve(resource.definitionString) ?? '');
}
