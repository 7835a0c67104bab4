import type { NamedKind, NamedResource, RelayNames } from '@callback-relay/contract/names';
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';

/** What AWS takes for a name: how long it may be, and of which characters. */
interface NameRule {
  readonly longest: number;
  readonly characters: RegExp;
  readonly spelt: string;
}

// https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
const functionName: NameRule = { longest: 64, characters: /^[\w-]+$/, spelt: 'letters, digits, - and _' };
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
const roleName: NameRule = {
  longest: 64,
  characters: /^[\w+=,.@-]+$/,
  spelt: 'letters, digits and _ + = , . @ -',
};
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
const queueName: NameRule = { longest: 80, characters: /^[\w-]+$/, spelt: 'letters, digits, - and _' };
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
const ruleName: NameRule = { longest: 64, characters: /^[\w.-]+$/, spelt: 'letters, digits and . - _' };
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html, without / for the sake of ARNs
const busName: NameRule = { longest: 256, characters: /^[\w.-]+$/, spelt: 'letters, digits and . - _' };
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
const tableName: NameRule = { longest: 255, characters: /^[\w.-]{3,}$/, spelt: 'letters, digits and . - _' };
// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
const otherName: NameRule = { longest: 255, characters: /^[\w-]+$/, spelt: 'letters, digits, - and _' };

const rules: Readonly<Record<NamedKind, NameRule>> = {
  eventBus: busName,
  callbacksTable: tableName,
  relayFunction: functionName,
  relayRole: roleName,
  relayQueue: queueName,
  deferredQueue: queueName,
  requesterFunction: functionName,
  requesterRole: roleName,
  workerFunction: functionName,
  publisherFunction: functionName,
  requestQueue: queueName,
  cancellationQueue: queueName,
  rule: ruleName,
  alarm: otherName,
  alarmTopic: otherName,
  dashboard: otherName,
};

/** @throws Error unless AWS takes the name. One with an open region is not checked for its length. */
export function checkName(scope: IConstruct, { kind, owner }: NamedResource, name: string): string {
  const { longest, characters, spelt } = rules[kind];
  const open = Token.isUnresolved(name);
  // A pattern of names, which policies are given, has a * for the owner.
  const known = name.replaceAll(/\$\{Token\[[^\]]*\]\}/g, 'x').replaceAll('*', owner === '*' ? 'x' : '*');
  if (!characters.test(known)) {
    throw validationError(scope, {
      problem: `the name of the ${kind} is not one that AWS takes: ${spelt}`,
      given: name,
      remedy: 'change the naming scheme',
    });
  }
  if (open || name.length <= longest) return name;
  throw validationError(scope, {
    problem: `a name is longer than ${longest} characters, the longest that AWS takes for a ${kind}`,
    given: name,
    remedy: 'shorten the stage, the namespace or the name of the worker, or change the naming scheme',
  });
}

/** @throws Error when two resources of one AWS service, of this relay or of any owner, would have one name. */
export function checkNamingScheme(scope: IConstruct, names: RelayNames): void {
  for (const [service, named] of Object.entries(namesByService(names))) {
    const [first, second] = duplicateIn(named) ?? [];
    if (first === undefined || second === undefined) continue;
    throw validationError(scope, {
      problem: `the naming scheme gives two ${service} one name: ${first} and ${second}`,
      given: named[first],
      remedy: 'put kind and owner into the name, as standardName has them',
    });
  }
}

function namesByService(names: RelayNames): Record<string, Record<string, string>> {
  const queues = (title: string, { queue, deadLetters }: { queue: string; deadLetters: string }) => ({
    [title]: queue,
    [`${title}'s dead-letter queue`]: deadLetters,
  });
  const [one, other, region] = ['one', 'other', 'eu-west-1'];
  return {
    functions: {
      'the relay': names.relayFunction,
      'the requester of one': names.requesterFunction(one),
      'the requester of other': names.requesterFunction(other),
      'the worker one': names.workerFunction(one),
      'the worker other': names.workerFunction(other),
      'the publisher one': names.publisherFunction(one),
      'the publisher other': names.publisherFunction(other),
    },
    roles: {
      'the relay': names.relayRole(region),
      'the requester of one': names.requesterRole(one, region),
      'the requester of other': names.requesterRole(other, region),
    },
    queues: {
      ...queues('the relay queue', names.relayQueue),
      ...queues('the requests of one', names.requestQueue(one)),
      ...queues('the requests of other', names.requestQueue(other)),
      ...queues('the cancellations of one', names.cancellationQueue(one)),
      ...queues('the cancellations of other', names.cancellationQueue(other)),
    },
    rules: { 'the rule one': names.rule(one), 'the rule other': names.rule(other) },
    alarms: { 'the alarm one': names.alarm(one), 'the alarm other': names.alarm(other) },
  };
}

function duplicateIn(named: Readonly<Record<string, string>>): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const [title, name] of Object.entries(named)) {
    const earlier = seen.get(name);
    if (earlier !== undefined) return [earlier, title];
    seen.set(name, title);
  }
  return undefined;
}
