import { describe, expect, test } from 'vitest';
import type { PolicyStatement } from '../foundation/resources/policy-document.ts';
import { type AccessRequest, evaluate } from './evaluate.ts';
import type { Principal } from './principal.ts';
import { compilePolicy } from './statement.ts';
import { vocabularyOf } from './vocabulary.ts';

const vocabulary = vocabularyOf([
  { iamPrefix: 'sqs', conditionKeys: [] },
  { iamPrefix: 'events', conditionKeys: ['events:source'] },
]);

const account = '111122223333';
const otherAccount = '444455556666';
const queue = `arn:aws:sqs:eu-west-1:${account}:orders`;
const rule = `arn:aws:events:eu-west-1:${account}:rule/shop/placed`;

function role(of = account): Principal {
  const roleArn = `arn:aws:iam::${of}:role/worker`;
  return { kind: 'role', account: of, roleArn, sessionArn: `arn:aws:sts::${of}:assumed-role/worker/handler` };
}
const eventBridge: Principal = {
  kind: 'service',
  service: 'events.amazonaws.com',
  sourceArn: rule,
  sourceAccount: account,
};

interface Case {
  identity?: readonly PolicyStatement[];
  resource?: readonly PolicyStatement[];
  request?: Partial<AccessRequest>;
}

function decide({ identity = [], resource = [], request = {} }: Case): string {
  const decision = evaluate({
    identityStatements: compilePolicy({ name: 'identity', document: { Statement: identity } }, vocabulary),
    resourcePolicyStatements: compilePolicy(
      { name: 'resource', document: { Statement: resource } },
      vocabulary,
    ),
    request: {
      principal: role(),
      account,
      action: 'sqs:SendMessage',
      resource: queue,
      context: () => undefined,
      ...request,
    },
  });
  return decision.effect === 'allow' ? 'allow' : decision.reason;
}

const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue } as const;
const denySend = { ...send, Effect: 'Deny' } as const;

describe('within an account', () => {
  test('nothing is allowed that no policy allows', () => {
    expect(decide({})).toBe('no identity-based policy allows');
  });

  test('the identity policy alone allows', () => {
    expect(decide({ identity: [send] })).toBe('allow');
  });

  test('a resource policy that names the role allows alone', () => {
    expect(
      decide({ resource: [{ ...send, Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' } }] }),
    ).toBe('allow');
  });

  test('a resource policy for everyone allows alone', () => {
    expect(decide({ resource: [{ ...send, Principal: { AWS: '*' } }] })).toBe('allow');
  });

  test('a resource policy that names only the account leaves it to the identity policy', () => {
    const byAccount = { ...send, Principal: { AWS: account } };
    expect(decide({ resource: [byAccount] })).toBe('no identity-based policy allows');
    expect(decide({ resource: [byAccount], identity: [send] })).toBe('allow');
  });

  test.each([
    ['identity', { identity: [send, denySend] }, 'explicit deny in an identity-based policy'],
    [
      'resource',
      { identity: [send], resource: [{ ...denySend, Principal: '*' as const }] },
      'explicit deny in a resource-based policy',
    ],
  ])('an explicit deny in the %s policy wins over every allow', (_, policies, reason) => {
    expect(decide(policies)).toBe(reason);
  });
});

describe('across accounts', () => {
  const byAccount = { ...send, Principal: { AWS: `arn:aws:iam::${otherAccount}:root` } };
  const request = { principal: role(otherAccount) };

  test('the identity policy alone is not enough', () => {
    expect(decide({ identity: [send], request })).toBe('no resource-based policy allows');
  });

  test('the resource policy alone is not enough', () => {
    expect(decide({ resource: [byAccount], request })).toBe('no identity-based policy allows');
  });

  test('both together allow', () => {
    expect(decide({ identity: [send], resource: [byAccount], request })).toBe('allow');
  });

  test('a statement for a third account does not count', () => {
    const third = { ...send, Principal: { AWS: 'arn:aws:iam::999900001111:root' } };
    expect(decide({ identity: [send], resource: [third], request })).toBe('no resource-based policy allows');
  });
});

describe('a service', () => {
  const byService = {
    ...send,
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': rule } },
  };
  const onBehalfOf = (arn: string) => (key: string) => (key === 'aws:sourcearn' ? [arn] : undefined);
  const context = onBehalfOf(rule);

  test('is allowed by the resource policy, and by nothing else', () => {
    expect(decide({ resource: [byService], request: { principal: eventBridge, context } })).toBe('allow');
    expect(decide({ identity: [], request: { principal: eventBridge, context } })).toBe(
      'no resource-based policy allows',
    );
  });

  test('is refused on behalf of another rule', () => {
    const refused = { principal: eventBridge, context: onBehalfOf(rule.replace('placed', 'shipped')) };
    expect(decide({ resource: [byService], request: refused })).toBe('no resource-based policy allows');
  });

  test.each(['*', { AWS: '*' }] as const)('is among everyone: Principal %j', (Principal) => {
    expect(
      decide({ resource: [{ ...byService, Principal }], request: { principal: eventBridge, context } }),
    ).toBe('allow');
  });

  test('is not another service', () => {
    const principal = { ...eventBridge, service: 'sns.amazonaws.com' } as Principal;
    expect(decide({ resource: [byService], request: { principal, context } })).toBe(
      'no resource-based policy allows',
    );
  });
});

describe('actions and resources', () => {
  test.each([
    ['sqs:*', 'allow'],
    ['SQS:sendmessage', 'allow'],
    ['sqs:Send*', 'allow'],
    ['sqs:SendMessag?', 'allow'],
    ['*', 'allow'],
    ['sqs:Receive*', 'no identity-based policy allows'],
    ['events:*', 'no identity-based policy allows'],
  ])('Action %s on sqs:SendMessage: %s', (Action, expected) => {
    expect(decide({ identity: [{ Effect: 'Allow', Action, Resource: '*' }] })).toBe(expected);
  });

  test('NotAction allows all but what it names', () => {
    const identity = [{ Effect: 'Allow', NotAction: ['sqs:SendMessage', 'lambda:*'], Resource: '*' }];
    expect(decide({ identity })).toBe('no identity-based policy allows');
    expect(decide({ identity, request: { action: 'sqs:ReceiveMessage' } })).toBe('allow');
  });

  test.each([
    [queue, 'allow'],
    [`arn:aws:sqs:*:${account}:ord*`, 'allow'],
    ['arn:aws:sqs:eu-west-1:111122223333:order?', 'allow'],
    ['*', 'allow'],
    [queue.replace('orders', 'Orders'), 'no identity-based policy allows'],
    ['arn:aws:sqs:*', 'allow'],
    ['arn:aws:s*:orders:*', 'no identity-based policy allows'],
    [`${queue}.fifo`, 'no identity-based policy allows'],
  ])('Resource %s: %s', (Resource, expected) => {
    expect(decide({ identity: [{ ...send, Resource }] })).toBe(expected);
  });

  test('NotResource allows all but what it names', () => {
    const allBut = [{ Effect: 'Allow', Action: 'sqs:*', NotResource: queue }];
    expect(decide({ identity: allBut })).toBe('no identity-based policy allows');
    expect(decide({ identity: allBut, request: { resource: `${queue}-2` } })).toBe('allow');
  });

  test('an action about no resource is allowed on all resources only', () => {
    const request = { action: 'sqs:ListQueues', resource: '*' };
    const allow = { Effect: 'Allow', Action: 'sqs:*' };
    expect(decide({ identity: [{ ...allow, Resource: queue }], request })).toBe(
      'no identity-based policy allows',
    );
    expect(decide({ identity: [{ ...allow, Resource: '*' }], request })).toBe('allow');
  });

  test('a resource that is not known counts as one that is allowed, and is denied only by a deny of all', () => {
    const request = { resource: undefined };
    expect(decide({ identity: [send], request })).toBe('allow');
    expect(decide({ identity: [send, denySend], request })).toBe('allow');
    expect(decide({ identity: [send, { ...denySend, Resource: '*' }], request })).not.toBe('allow');
    expect(decide({ identity: [{ ...send, Action: 'sqs:ReceiveMessage' }], request })).not.toBe('allow');
  });
});
