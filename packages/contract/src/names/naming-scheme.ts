/** What a name is for. Dead-letter queues are named after their source, with `deadLetters` set. */
export type NamedKind =
  | 'eventBus'
  | 'callbacksTable'
  | 'relayFunction'
  | 'relayRole'
  | 'relayQueue'
  | 'deferredQueue'
  | 'requesterFunction'
  | 'requesterRole'
  | 'workerFunction'
  | 'requestQueue'
  | 'cancellationQueue'
  | 'publisherFunction'
  | 'rule'
  | 'alarm'
  | 'alarmTopic'
  | 'dashboard';

/** A resource that asks for its name. */
export interface NamedResource {
  readonly kind: NamedKind;
  readonly stage: string;
  /** Whose it is, where there are several of the kind: a namespace, a worker's name, the name of a rule or an alarm. */
  readonly owner?: string;
  /** Of roles, which are global to an account. It may be a token: put it into the name as it is. */
  readonly region?: string;
  /** Whether it is the dead-letter queue of the queue of that kind. */
  readonly deadLetters?: boolean;
  /** The name without a scheme: `callback-relay-dev-payments-requests`. */
  readonly standardName: string;
}

/**
 * Names every resource that another stack or account finds by its name. The same scheme must be given to the relay and to
 * every `CallbackRelay.fromStage`, because names are all that stacks know of one another. It must be a pure function,
 * give different owners different names, and put `owner` into them as it is.
 */
export type NamingScheme = (resource: NamedResource) => string;

/** `callback-relay-STAGE`, and what is derived from it. */
export const standardNaming: NamingScheme = ({ standardName }) => standardName;

/** A queue and its dead-letter queue. */
export interface QueueNames {
  readonly queue: string;
  readonly deadLetters: string;
}

/**
 * The names by which stacks find each other without CloudFormation exports: a team that knows the stage and the worker's name
 * knows the queue, and no team waits for another's deployment.
 */
export interface RelayNames {
  readonly eventBus: string;
  readonly callbacksTable: string;
  readonly relayFunction: string;
  readonly relayQueue: QueueNames;
  /** Its dead letters go to those of the relay queue. */
  readonly deferredQueue: string;
  readonly alarmTopic: string;
  readonly dashboard: string;
  relayRole(region: string): string;
  requesterFunction(namespace: string): string;
  /** The role of a requester, which other accounts' queue policies and the bus's policy name. */
  requesterRole(namespace: string, region: string): string;
  workerFunction(workerName: string): string;
  requestQueue(workerName: string): QueueNames;
  cancellationQueue(workerName: string): QueueNames;
  /** A function that publishes results: an approval, a webhook. */
  publisherFunction(name: string): string;
  /** A rule that feeds the relay queue. The queue's policy lets in the rules of `rule('*')`. */
  rule(name: string): string;
  alarm(name: string): string;
}
