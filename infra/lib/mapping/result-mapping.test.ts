import { currentVersion } from '@callback-relay/contract';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { describe, expect, it } from 'vitest';
import { templateOf, unbundled } from '../../test/templates.ts';
import { CallbackRelay } from '../relay/callback-relay.ts';
import { RelayStack } from '../relay-stack.ts';
import { ResultMapping, type ResultMappingProps } from './result-mapping.ts';

const authorized: EventPattern = { source: ['payments'], detailType: ['PaymentAuthorized'] };
const declined: EventPattern = { source: ['payments'], detailType: ['PaymentDeclined'] };

function rulesOf(props: Partial<ResultMappingProps>) {
  const template = templateOf((stack) => {
    new ResultMapping(stack, 'Payment', {
      relay: CallbackRelay.fromStage(stack, 'Relay', 'dev'),
      mappingName: 'payment',
      namespace: 'orders',
      key: 'order-{detail.orderId}/payment',
      ...props,
    });
  });
  const rules = Object.values(template.findResources('AWS::Events::Rule')).map(
    ({ Properties }) => Properties,
  );
  return Object.fromEntries(rules.map((rule) => [rule.Name, rule]));
}

// biome-ignore lint/suspicious/noExplicitAny: a rule of the template, whose form CDK wrote
type Rule = any;

function inputOf(rule: { Targets: [{ InputTransformer: unknown }] } | undefined) {
  return rule?.Targets[0].InputTransformer;
}

it('makes a success of a domain event, by rule and input transformer alone', () => {
  const rule = rulesOf({ succeeded: { pattern: authorized, output: 'detail.receipt' } })[
    'callback-relay-dev-payment-succeeded'
  ];
  expect(rule.EventPattern).toMatchObject({
    source: ['payments'],
    'detail-type': ['PaymentAuthorized'],
    detail: { orderId: [{ exists: true }] },
  });
  expect(inputOf(rule)).toEqual({
    InputPathsMap: {
      'detail-receipt': '$.detail.receipt',
      'detail-orderId': '$.detail.orderId',
      id: '$.id',
      time: '$.time',
      account: '$.account',
      source: '$.source',
    },
    InputTemplate:
      `{"detail":{"output":<detail-receipt>,"version":"${currentVersion}",` +
      '"key":{"namespace":"orders","parts":["order-",<detail-orderId>,"/payment"]}},' +
      '"detail-type":"Callback Succeeded","id":<id>,"time":<time>,"account":<account>,"source":<source>}',
  });
});

it('makes a failure of another, with error and cause from the event or as they are', () => {
  const rule = rulesOf({ failed: { pattern: declined, error: 'PaymentDeclined', cause: '{detail.reason}' } })[
    'callback-relay-dev-payment-failed'
  ];
  expect(inputOf(rule)).toMatchObject({
    InputTemplate: expect.stringMatching(
      /^\{"detail":\{"error":"PaymentDeclined","cause":<detail-reason>,.*"detail-type":"Callback Failed"/,
    ),
  });
});

it('passes an event without its key on as a result without a correlation ID, which is invalid', () => {
  const rule = rulesOf({ succeeded: { pattern: authorized } })[
    'callback-relay-dev-payment-succeeded-unkeyed'
  ];
  expect(rule.EventPattern.detail.orderId).toEqual([{ exists: false }]);
  expect(inputOf(rule)).toMatchObject({
    InputTemplate: expect.stringMatching(
      new RegExp(`^\\{"detail":\\{"version":"${currentVersion}"\\},"detail-type":"Callback Succeeded"`),
    ),
  });
});

it('feeds the relay queue, and its dead letters where that fails', () => {
  const rule = rulesOf({ succeeded: { pattern: authorized } })['callback-relay-dev-payment-succeeded'];
  expect(JSON.stringify(rule.Targets[0].Arn)).toContain(':callback-relay-dev-results"');
  expect(JSON.stringify(rule.Targets[0].DeadLetterConfig)).toContain(
    ':callback-relay-dev-results-dead-letters"',
  );
});

it('stands in a team’s stack of the app that the relay is in, which does not come to depend on it', () => {
  const app = new App({ context: unbundled });
  const { relay } = new RelayStack(app, 'Relay', { stage: 'dev' });
  const team = new Stack(app, 'Team');
  new ResultMapping(team, 'Payment', {
    relay,
    mappingName: 'payment',
    namespace: 'orders',
    key: '{detail.orderId}',
    succeeded: { pattern: authorized },
    failed: { pattern: declined, error: 'Declined' },
  });
  const { stacks } = app.synth();
  const dependencies = Object.fromEntries(
    stacks.map(({ stackName, dependencies }) => [
      stackName,
      dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets')),
    ]),
  );
  expect(dependencies).toEqual({ Relay: [], Team: ['Relay'] });
  const [rule] = Object.values(Template.fromStack(team).findResources('AWS::Events::Rule'));
  expect(JSON.stringify(rule?.Properties.Targets[0].Arn)).toContain(':callback-relay-dev-results"');
});

it('keeps what the pattern says of other fields, nested ones too', () => {
  const pattern = { ...authorized, detail: { order: { kind: ['web'] }, amount: [{ numeric: ['>', 0] }] } };
  const rule = rulesOf({ key: '{detail.order.id}', succeeded: { pattern } })[
    'callback-relay-dev-payment-succeeded'
  ];
  expect(rule.EventPattern.detail).toMatchObject({
    order: { kind: ['web'], id: [{ exists: true }] },
    amount: [{ numeric: ['>', 0] }],
  });
});

describe('a key', () => {
  const rules = (key: string, pattern: EventPattern = authorized) =>
    Object.entries<Rule>(rulesOf({ key, succeeded: { pattern } })).map(
      ([name, { EventPattern, Targets }]) => ({
        name: name.replace('callback-relay-dev-payment-succeeded', ''),
        pattern: EventPattern,
        template: String(Targets[0].InputTransformer.InputTemplate),
      }),
    );

  it('of several fields has a rule for each that is missing, and no event matches two of them', () => {
    const found = rules('{detail.tenant}-{detail.order.number}');
    expect(found.map(({ name, pattern }) => [name, pattern.detail])).toEqual([
      ['', { tenant: [{ exists: true }], order: { number: [{ exists: true }] } }],
      ['-unkeyed', { tenant: [{ exists: false }] }],
      ['-unkeyed-2', { tenant: [{ exists: true }], order: { number: [{ exists: false }] } }],
    ]);
    expect(found[0]?.template).toContain('"parts":[<detail-tenant>,"-",<detail-order-number>]');
  });

  it('may be an element of a list, and an ARN of the envelope', () => {
    const [rule] = rules('{resources[0]}/{detail.items[1].sku}');
    expect(rule?.pattern).toMatchObject({
      resources: [{ exists: true }],
      detail: { items: { sku: [{ exists: true }] } },
    });
    expect(rule?.template).toMatch(/"parts":\[<[^>]+>,"\/",<[^>]+>\]/);
  });

  it('may have any text around its fields', () => {
    expect(rules('order #{detail.id} of {account}')[0]?.template).toContain(
      '"parts":["order #",<detail-id>," of ",<account>]',
    );
  });

  it('of a field that the pattern speaks of is there whenever that matches', () => {
    const found = rules('{detail.orderId}', { ...authorized, detail: { orderId: [{ prefix: 'web-' }] } });
    expect(found.map(({ name, pattern }) => [name, pattern.detail])).toEqual([
      ['', { orderId: [{ prefix: 'web-' }] }],
    ]);
  });
});

describe('a wrong use fails at synth', () => {
  const succeeded = { pattern: authorized };
  const wrongUses: readonly [string, Partial<ResultMappingProps>, RegExp][] = [
    [
      'a key without a field',
      { succeeded, key: 'order/payment' },
      /fields of the event in braces.*given "order/,
    ],
    [
      'a key that no event changes',
      { succeeded, key: '{source}' },
      /at least one of them of detail or resources/,
    ],
    ['a key of the whole detail', { succeeded, key: '{detail}' }, /fields of the event in braces/],
    ['a brace too many', { succeeded, key: '{{detail.a}}' }, /fields of the event in braces/],
    ['an index that is none', { succeeded, key: '{detail.a[x]}' }, /write it as order-\{detail.orderId\}/],
    ['an empty key', { succeeded, key: '' }, /given ""/],
    [
      'a key that is too long',
      { succeeded, key: `${'k'.repeat(300)}{detail.a}` },
      /301 of at most 200 characters/,
    ],
    ['nothing mapped', {}, /the mapping maps nothing.*give succeeded, failed, or both/],
    [
      'a namespace that is none',
      { succeeded, namespace: 'Orders' },
      /namespace is malformed; given "Orders"/,
    ],
    ['a name that is none', { succeeded, mappingName: 'x'.repeat(17) }, /a mapping's name is 1 to 16/],
    [
      'a pattern that matches events without the key',
      { succeeded: { pattern: { ...authorized, detail: { orderId: ['1', { exists: false }] } } } },
      /matches events without a field that the key is made of.*given \["1",\{"exists":false\}\]/,
    ],
    [
      'a pattern that looks into the key',
      { succeeded: { pattern: { ...authorized, detail: { orderId: { part: [1] } } } } },
      /looks into that field/,
    ],
    [
      'a pattern that becomes too long',
      { succeeded: { pattern: { source: Array.from({ length: 200 }, (_, at) => `source-${at}`) } } },
      /longer than the 2048 characters that EventBridge takes/,
    ],
    [
      'text around a path in the cause',
      { failed: { pattern: declined, error: 'E', cause: 'because {detail.reason}' } },
      /a value is a literal, or one path in braces.*given "because \{detail.reason\}"/,
    ],
  ];
  it.each(wrongUses)('%s', (_, props, message) => {
    expect(() => rulesOf(props)).toThrow(message);
  });
});
