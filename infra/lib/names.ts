/**
 * Names by convention. They are how stacks find each other without CloudFormation exports: whoever knows the stage
 * and the worker's name knows the queue, and no team waits for another's deployment.
 */
export interface RelayNames {
  readonly eventBus: string;
  readonly callbacksTable: string;
  readonly relayFunction: string;
  readonly relayQueue: string;
  readonly relayDeadLetters: string;
  /** What names of rules that feed the relay queue begin with; the queue's policy admits no others. */
  readonly rulePrefix: string;
}

export function relayNames(stage: string): RelayNames {
  const prefix = stagePrefix(stage);
  return {
    eventBus: prefix,
    callbacksTable: `${prefix}-callbacks`,
    relayFunction: `${prefix}-relay`,
    relayQueue: `${prefix}-results`,
    relayDeadLetters: deadLettersOf(`${prefix}-results`),
    rulePrefix: `${prefix}-`,
  };
}

/** The relay's role. Roles are global to an account, so the name ends in the region. */
export function relayRoleName(stage: string, region: string): string {
  return `${stagePrefix(stage)}-relay-${region}`;
}

/** The role of a requester, which other accounts' queue policies name. */
export function requesterRoleName(stage: string, namespace: string, region: string): string {
  return `${stagePrefix(stage)}-${namespace}-requester-${region}`;
}

export function requesterFunctionName(stage: string, namespace: string): string {
  return `${stagePrefix(stage)}-${namespace}-requester`;
}

export function workerFunctionName(stage: string, worker: string): string {
  return `${stagePrefix(stage)}-${worker}-worker`;
}

export function requestQueueName(stage: string, worker: string): string {
  return `${stagePrefix(stage)}-${worker}-requests`;
}

export function cancellationQueueName(stage: string, worker: string): string {
  return `${stagePrefix(stage)}-${worker}-cancellations`;
}

export function deadLettersOf(queueName: string): string {
  return `${queueName}-dead-letters`;
}

export function stagePrefix(stage: string): string {
  return `callback-relay-${stage}`;
}
