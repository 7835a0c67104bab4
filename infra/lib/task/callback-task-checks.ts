import { type Contract, encodeBusinessKey, limits, tokenShapedField } from '@callback-relay/contract';
import { type PayloadTemplateOf, payloadFor } from '@callback-relay/contract/documents';
import { Token } from 'aws-cdk-lib';
import { FieldUtils, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { type ValidationErrorParts, validationError } from '../validation-error.ts';
import type { CallbackTaskProps } from './callback-task-props.ts';
import { checkJson, plainPayload } from './payload.ts';
import { type DefinedTask, definitionsOf, type TaskIdentity } from './task-definitions.ts';

/** The longest that a Standard execution runs: a year. */
const LONGEST_SECONDS = 31_536_000;

/** @throws Error for props with which the task could never end well. */
export function checkTask(scope: IConstruct, props: CallbackTaskProps): void {
  checkTimes(scope, props);
  checkAsked(scope, props);
  checkContract(scope, props);
  checkPayload(scope, plainPayload(props.payload));
  checkBusinessKey(scope, props.businessKey);
  checkNoPath(scope, 'item', props.item);
}

function checkTimes(scope: IConstruct, { timeout, heartbeat }: Partial<CallbackTaskProps>): void {
  if (timeout === undefined) {
    throw validationError(scope, {
      problem:
        'a callback task needs a timeout, because Step Functions would wait 99,999,999 s for an answer',
      given: timeout,
      remedy: 'set timeout to the longest that the worker may take',
    });
  }
  const seconds = timeout.toSeconds();
  if (seconds < 1 || seconds > LONGEST_SECONDS) {
    throw validationError(scope, {
      problem: 'timeout is not between 1 s and a year, the longest that an execution runs',
      given: `${seconds} s`,
      remedy: 'set it in that range',
    });
  }
  if (heartbeat !== undefined && heartbeat.toSeconds() >= seconds) {
    throw validationError(scope, {
      problem: `heartbeat is not shorter than the timeout of ${seconds} s, so it could never be missed`,
      given: `${heartbeat.toSeconds()} s`,
      remedy: 'lower heartbeat, raise timeout, or leave heartbeat out',
    });
  }
}

function checkAsked(scope: IConstruct, props: CallbackTaskProps): void {
  const { worker, businessKey, allowedSources, payload } = props;
  if (worker !== undefined) return;
  if (businessKey === undefined || (allowedSources ?? []).length === 0) {
    throw validationError(scope, {
      problem:
        'a callback task that asks no worker must say by which key and from which sources its answer comes',
      given: { businessKey, allowedSources },
      remedy: 'set businessKey and allowedSources, or name the worker that is asked',
    });
  }
  if (payload !== undefined) {
    throw validationError(scope, {
      problem: 'a payload is what a worker is asked for, and no worker is named',
      given: payload,
      remedy: 'leave payload out, or name the worker that is asked',
    });
  }
}

function checkContract(scope: IConstruct, { contract, worker, payload }: CallbackTaskProps): void {
  if (contract === undefined) return;
  if (worker !== undefined && worker.workerName !== contract.name) {
    throw validationError(scope, {
      problem: `the task asks the worker ${worker.workerName}, and its contract is that of ${contract.name}`,
      given: contract.name,
      remedy: 'give the contract of the worker that is asked',
    });
  }
  if (payload === undefined) return;
  try {
    payloadFor(contract, plainPayload(payload) as PayloadTemplateOf<Contract>);
  } catch (error) {
    throw validationError(scope, {
      problem: (error as Error).message,
      given: payload,
      remedy: 'write the payload as the contract has it, or change the contract with its worker',
    });
  }
}

function checkPayload(scope: IConstruct, payload: unknown): void {
  if (payload !== undefined) checkJson(scope, payload);
  const field = tokenShapedField(payload);
  if (field === undefined && !FieldUtils.containsTaskToken({ payload })) return;
  throw validationError(scope, {
    problem: 'the payload carries a task token, which must never be in a message',
    given: field ?? payload,
    remedy: 'leave it out: the worker answers with the correlation ID of its request',
  });
}

function checkBusinessKey(scope: IConstruct, key: unknown): void {
  if (key === undefined || Token.isUnresolved(key)) return;
  checkNoPath(scope, 'businessKey', key);
  if (typeof key !== 'string') {
    throw validationError(scope, {
      problem: 'businessKey is not text',
      given: key,
      remedy: "write it as text, JsonPath.format('order-{}', …), or a JSONata expression",
    });
  }
  if (/^\{%.*%\}$/s.test(key)) return;
  try {
    encodeBusinessKey(key);
  } catch (error) {
    throw validationError(scope, {
      problem: error instanceof Error ? error.message : 'the business key is malformed',
      given: key.slice(0, limits.errorCharacters),
      remedy: "use a shorter text, JsonPath.format('order-{}/payment', …), or a JSONata expression",
    });
  }
}

/** A path, or a call of an intrinsic function, that is written as text stays text: every execution would have the same one. */
function checkNoPath(scope: IConstruct, name: string, value: unknown): void {
  if (typeof value !== 'string') return;
  if (/^States\.\w+\(/.test(value)) {
    throw validationError(scope, {
      problem: `${name} is a call of an intrinsic function as text, which stays as it is in every execution`,
      given: value,
      remedy: "write it by JsonPath, as JsonPath.format('order-{}', JsonPath.stringAt('$.orderId'))",
    });
  }
  if (!/^\$\$?(\.|\[|$)/.test(value)) return;
  throw validationError(scope, {
    problem: `${name} is a path as text, which stays as it is in every execution`,
    given: value,
    remedy: `write it as JsonPath.stringAt('${value}'), or in JSONata as '{% $states.input… %}'`,
  });
}

/** Errors of the state machines that hold the task: of their type, of their query language, of Maps that could not be read. */
export function misplacementsOf(task: IConstruct, identity: TaskIdentity): string[] {
  return definitionsOf(task, identity).flatMap((defined) =>
    misplacements(defined).map((parts) => validationError(task, parts).message),
  );
}

function misplacements({ machine, ...defined }: DefinedTask): ValidationErrorParts[] {
  const parts: ValidationErrorParts[] = [];
  const given = machine.node.path;
  if (machine.stateMachineType === StateMachineType.EXPRESS) {
    parts.push({
      problem: 'an Express workflow cannot wait for a task token',
      given,
      remedy: 'make that state machine StateMachineType.STANDARD',
    });
  }
  if (defined.writtenIn !== defined.readIn) {
    parts.push({
      problem: `the task speaks ${defined.writtenIn}, and its state machine reads it in ${defined.readIn}`,
      given,
      remedy:
        defined.readIn === 'JSONata'
          ? 'make the task by CallbackTask.jsonata: CDK does not tell states in a Map or a Parallel what their state machine speaks'
          : 'make the task by CallbackTask.jsonPath',
    });
  }
  if (defined.inInlineMap && !defined.hasItem) {
    parts.push({
      problem: 'the task stands in a Map state, and nothing tells its items apart',
      given,
      remedy:
        "set item, as to JsonPath.numberAt('$$.Map.Item.Index') or '{% $states.context.Map.Item.Index %}'",
    });
  }
  return parts;
}
