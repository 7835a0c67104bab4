import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, it } from 'vitest';
import { twoAccountsApp } from '../bin/two-accounts-app.ts';
import { unbundled } from './templates.ts';

const region = 'eu-west-1';
const [relayAccount, workerAccount] = ['111111111111', '222222222222'];

let ours: Template;
let theirs: Template;
beforeAll(() => {
  const app = twoAccountsApp({ region, relayAccount, workerAccount, context: unbundled });
  const templateOf = (id: string) => {
    const stack = app.node.findChild(id);
    if (!(stack instanceof Stack)) throw new Error(`${id} is not a stack`);
    return Template.fromStack(stack);
  };
  ours = templateOf('TwoAccounts-Requester');
  theirs = templateOf('TwoAccounts-Worker');
  app.synth();
});

/** References to the partition spelt out, so that ARNs are strings. */
function spelt(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each) =>
      Array.isArray(each?.['Fn::Join']?.[1])
        ? each['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'aws')).join('')
        : each,
    ),
  );
}

function statementsOf(template: Template): { Action: unknown; Resource: unknown; Sid?: string }[] {
  return Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => spelt(Properties.PolicyDocument.Statement) as [],
  );
}

it('the bus lets in the other account under the name of its worker and with results alone', () => {
  const [bus] = Object.values(ours.findResources('AWS::Events::EventBus'));
  const statements = spelt(bus?.Properties.Policy.Statement) as { Effect: string }[];
  expect(statements.filter(({ Effect }) => Effect !== 'Deny')).toEqual([
    {
      Sid: `Account${workerAccount}evenodd`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${workerAccount}:root` },
      Action: 'events:PutEvents',
      Resource: `arn:aws:events:${region}:${relayAccount}:event-bus/callback-relay-prod`,
      Condition: {
        StringEquals: {
          'events:source': 'even-odd',
          'events:detail-type': ['Callback Succeeded', 'Callback Failed', 'Callback Heartbeat'],
        },
      },
    },
  ]);
});

it('the request queue lets in the requester of the other account, by its role', () => {
  const statements = Object.values(theirs.findResources('AWS::SQS::QueuePolicy')).flatMap(
    ({ Properties }) => spelt(Properties.PolicyDocument.Statement) as { Effect: string }[],
  );
  expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
    {
      Sid: `Requester${relayAccount}numbers`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${relayAccount}:root` },
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^EvenOddRequestsQueue/), 'Arn'] },
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': `arn:aws:iam::${relayAccount}:role/callback-relay-prod-numbers-requester-${region}`,
        },
      },
    },
  ]);
});

it('requester and worker may reach across by their own roles, too', () => {
  expect(statementsOf(ours)).toContainEqual({
    Action: 'sqs:SendMessage',
    Effect: 'Allow',
    Resource: `arn:aws:sqs:${region}:${workerAccount}:callback-relay-prod-even-odd-requests`,
  });
  expect(statementsOf(theirs)).toContainEqual(
    expect.objectContaining({
      Action: 'events:PutEvents',
      Resource: `arn:aws:events:${region}:${relayAccount}:event-bus/callback-relay-prod`,
    }),
  );
});

it('the task takes answers of the worker account alone, and asks at its queue', () => {
  const [machine] = Object.values(ours.findResources('AWS::StepFunctions::StateMachine'));
  const definition = JSON.stringify(machine?.Properties.DefinitionString);
  expect(definition).toContain(`\\"allowedAccounts\\":[\\"${workerAccount}\\"]`);
  expect(definition).toContain(`/${workerAccount}/callback-relay-prod-even-odd-requests`);
});

it('each instance of the relay gets its share of the quota of a large region', () => {
  ours.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: { STEP_FUNCTIONS_CALLS_PER_SECOND: '25', STEP_FUNCTIONS_CALLS_BURST: '150' },
    },
  });
});

it('neither stack refers to the other', () => {
  expect(JSON.stringify([ours.toJSON(), theirs.toJSON()])).not.toMatch(
    /Fn::ImportValue|"Export"|GetStackOutput/,
  );
});
