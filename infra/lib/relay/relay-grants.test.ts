import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { unbundled } from '../../test/templates.ts';
import { CallbackRelay } from './callback-relay.ts';
import type { ICallbackRelay } from './relay-attributes.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a role is granted. A finding of cdk-nag that is not acknowledged fails it. */
function granted(
  grant: (relay: ICallbackRelay, role: Role, stack: Stack) => unknown,
  { isChecked = true } = {},
): readonly Statement[] {
  const app = new App({ context: unbundled });
  if (isChecked) Validations.of(app).addPlugins(new AwsSolutionsChecks());
  const stack = new Stack(app, 'Test');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const role = new Role(stack, 'Grantee', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  grant(relay, role, stack);
  const [policy] = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith('Grantee'))
    .map(([, { Properties }]) => Properties.PolicyDocument.Statement);
  return policy ?? [];
}

const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => [Action].flat());

describe('grantAnswer', () => {
  it('lets a principal publish results under one source, and nothing else', () => {
    expect(granted((relay, role) => relay.grantAnswer(role, 'approvals'))).toEqual([
      {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: expect.anything(),
        Condition: {
          StringEquals: {
            'events:source': 'approvals',
            'events:detail-type': ['Callback Succeeded', 'Callback Failed', 'Callback Heartbeat'],
          },
        },
      },
    ]);
  });

  it.each(['aws.states', 'callback-relay', 'callback-relay.operator', '', 'two words'])(
    'refuses the source %j',
    (source) => {
      expect(() => granted((relay, role) => relay.grantAnswer(role, source))).toThrow(
        /neither AWS's nor the relay's own; given .*; name it after the service/,
      );
    },
  );
});

describe('grantOperate', () => {
  const statements = granted((relay, role) => relay.grantOperate(role));

  it('reads of the table only what is named, which is never the token', () => {
    const reads = statements.filter(({ Action }) => [Action].flat().some((each) => /^dynamodb:/.test(each)));
    expect(reads.length).toBeGreaterThan(0);
    for (const { Condition } of reads) {
      const attributes = Condition?.['ForAllValues:StringEquals']?.['dynamodb:Attributes'];
      expect(attributes).toContain('correlationId');
      expect(attributes).not.toContain('taskToken');
      expect(Condition?.Null).toEqual({ 'dynamodb:Attributes': 'false' });
    }
  });

  it('writes nothing to the table, and sees no history and no message of the relay queue', () => {
    const actions = actionsOf(statements);
    expect(actions.filter((each) => /^dynamodb:/.test(each)).sort()).toEqual([
      'dynamodb:Query',
      'dynamodb:Scan',
    ]);
    expect(actions).not.toContain('states:GetExecutionHistory');
    const receiving = statements.filter(({ Action }) => [Action].flat().includes('sqs:ReceiveMessage'));
    expect(JSON.stringify(receiving.map(({ Resource }) => Resource))).toMatch(/results-dead-letters"/);
    expect(JSON.stringify(receiving.map(({ Resource }) => Resource))).not.toMatch(/results"/);
  });

  it('counts the requests of every worker, and receives none', () => {
    const counting = statements.filter(({ Action }) => [Action].flat().includes('sqs:GetQueueAttributes'));
    const counted = JSON.stringify(counting.map(({ Resource }) => Resource));
    expect(counted).toContain(':callback-relay-dev-*-requests"');
    expect(counted).toContain(':callback-relay-dev-*-requests-dead-letters"');
    const others = statements.filter(
      ({ Action, Resource }) =>
        JSON.stringify(Resource).includes('-*-requests') &&
        ![Action].flat().includes('sqs:GetQueueAttributes'),
    );
    expect(others).toEqual([]);
  });

  it('sees the definition that an execution runs by', () => {
    expect(actionsOf(statements)).toContain('states:DescribeStateMachineForExecution');
  });

  it("answers under the operator's source alone", () => {
    const publishing = statements.filter(({ Action }) => Action === 'events:PutEvents');
    expect(publishing.map(({ Condition }) => Condition?.StringEquals?.['events:source'])).toEqual([
      'callback-relay.operator',
    ]);
  });

  it('needs a role, because the bus names roles', () => {
    const stack = new Stack(new App({ context: unbundled }), 'Test');
    const relay = new CallbackRelay(stack, 'Relay', { stage: 'dev' });
    expect(() => relay.grantOperate(new ServicePrincipal('ec2.amazonaws.com'))).toThrow(
      /only a role can be an operator/,
    );
  });
});

it('histories, which have tokens in them, are a grant of their own', () => {
  const statements = granted(
    (relay, role, stack) => {
      const definitionBody = DefinitionBody.fromChainable(new Pass(stack, 'Pass'));
      relay.grantReadHistories(role, new StateMachine(stack, 'Machine', { definitionBody }));
    },
    { isChecked: false },
  );
  expect(actionsOf(statements)).toEqual(['states:GetExecutionHistory']);
});
