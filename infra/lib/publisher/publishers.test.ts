import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it, onTestFinished } from 'vitest';
import { permissionsOf } from '../../test/permissions.ts';
import { unbundled } from '../../test/templates.ts';
import { CallbackRelay, CallbackRequester, CallbackTask } from '../index.ts';
import { CallbackApproval } from './approval/callback-approval.ts';
import { CallbackWebhook, type CallbackWebhookProps } from './webhook/callback-webhook.ts';

function team(build: (stack: Stack) => void, props: ConstructorParameters<typeof App>[0] = {}): Stack {
  const app = new App({ context: { ...unbundled, 'aws:cdk:enable-path-metadata': true }, ...props });
  const stack = new Stack(app, 'Team');
  build(stack);
  return stack;
}

const webhook = (stack: Stack, props: Partial<CallbackWebhookProps> = {}) =>
  new CallbackWebhook(stack, 'Stripe', {
    relay: CallbackRelay.fromStage(stack, 'Relay', 'dev'),
    webhookName: 'stripe',
    scheme: 'stripe',
    signingSecret: SecretValue.secretsManager('stripe'),
    namespace: 'orders',
    key: 'order-{data.object.metadata.orderId}',
    succeeded: ['payment_intent.succeeded'],
    ...props,
  });

function approval(stack: Stack): CallbackApproval {
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const worker = new CallbackApproval(stack, 'Refunds', { relay, approvalName: 'refunds' });
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' });
  const ask = new CallbackTask(stack, 'Ask', { requester, worker, timeout: Duration.days(3) });
  new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(ask) });
  return worker;
}

describe('a webhook', () => {
  it('may publish results of its own name, and nothing else; its secret stays a reference', () => {
    const template = Template.fromStack(team((stack) => webhook(stack)));
    const permissions = permissionsOf(template).filter(({ action }) => !/^(logs|xray):/.test(action));
    expect(permissions).toEqual([
      {
        role: expect.anything(),
        action: 'events:PutEvents',
        resource: 'callback-relay-dev',
        condition: expect.stringContaining('"events:source":"stripe"'),
      },
    ]);
    template.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'NONE' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'callback-relay-dev-stripe-publisher',
      Environment: {
        Variables: { WEBHOOK_SIGNING_SECRET: '{{resolve:secretsmanager:stripe:SecretString:::}}' },
      },
    });
  });

  it.each<[string, Partial<CallbackWebhookProps>, RegExp]>([
    ['a key without a field', { key: 'order' }, /no field of the body in it.*given "order"/],
    ['no events', { succeeded: [] }, /every delivery would be ignored/],
    ['a namespace that is none', { namespace: 'Orders' }, /namespace is malformed; given "Orders"/],
    ['a name that is none', { webhookName: 'Stripe!' }, /a publisher's name is 1 to 20.*given "Stripe!"/],
  ])('%s is refused', (_, props, message) => {
    expect(() => team((stack) => webhook(stack, props))).toThrow(message);
  });
});

describe('an approval', () => {
  it('is a worker that a task asks, with a table and a queue of links', () => {
    const template = Template.fromStack(team(approval));
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'callback-relay-dev-refunds-requests' });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'callback-relay-dev-refunds-links-requests',
    });
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    const actions = permissionsOf(template).filter(({ action }) => /^(dynamodb|states):/.test(action));
    const ofCallbacks = actions.filter(({ resource }) => resource.includes('callbacks'));
    expect(ofCallbacks.every(({ role }) => role.includes('requester'))).toBe(true);
  });
});

it('their bundles load, and cdk-nag has nothing to say of them', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'infra-publishers-'));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const stack = team((each) => webhook(each), { outdir, context: {} });
  const refunds = team(
    (each) =>
      void new CallbackApproval(each, 'Refunds', {
        relay: CallbackRelay.fromStage(each, 'Relay', 'dev'),
        approvalName: 'refunds',
      }),
    { outdir: join(outdir, 'other'), context: {} },
  );
  for (const each of [stack, refunds]) {
    Validations.of(each).addPlugins(new AwsSolutionsChecks());
    (each.node.root as App).synth();
    Annotations.fromStack(each).hasNoWarning('*', Match.anyValue());
  }
});
