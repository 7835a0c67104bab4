import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { describe, expect, it } from 'vitest';
import { templateOf } from '../../test/templates.ts';
import { CallbackRelay } from '../relay/callback-relay.ts';
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
    detail: { orderId: expect.arrayContaining([{ prefix: 'A' }, { prefix: '0' }, { prefix: '-' }]) },
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
      '{"detail":{"output":<detail-receipt>,"version":"1.0","correlationId":"orders:order-<detail-orderId>/payment"},' +
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

it('passes an event without a usable key on as a result without a correlation ID, to be told as invalid', () => {
  const rule = rulesOf({ succeeded: { pattern: authorized } })[
    'callback-relay-dev-payment-succeeded-unkeyed'
  ];
  expect(rule.EventPattern.detail.orderId).toEqual([
    { exists: false },
    { 'anything-but': { prefix: expect.arrayContaining(['A', '0', '-']) } },
  ]);
  expect(inputOf(rule)).toMatchObject({
    InputTemplate: expect.stringMatching(
      /^\{"detail":\{"version":"1.0"\},"detail-type":"Callback Succeeded"/,
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

it('keeps what the pattern says of other fields, nested ones too', () => {
  const pattern = { ...authorized, detail: { order: { kind: ['web'] }, amount: [{ numeric: ['>', 0] }] } };
  const rule = rulesOf({ key: '{detail.order.id}', succeeded: { pattern } })[
    'callback-relay-dev-payment-succeeded'
  ];
  expect(rule.EventPattern.detail).toMatchObject({
    order: { kind: ['web'], id: expect.arrayContaining([{ prefix: 'a' }]) },
    amount: [{ numeric: ['>', 0] }],
  });
});

describe('a mistake fails at synth', () => {
  const succeeded = { pattern: authorized };
  const mistakes: readonly [string, Partial<ResultMappingProps>, RegExp][] = [
    [
      'a key without a field',
      { succeeded, key: 'order/payment' },
      /one field of the event's detail in it; given "order/,
    ],
    [
      'a key of two fields',
      { succeeded, key: '{detail.a}-{detail.b}' },
      /write it as order-\{detail.orderId\}\/payment/,
    ],
    ['a key of a field outside detail', { succeeded, key: '{source}' }, /one field of the event's detail/],
    ['a key outside the alphabet', { succeeded, key: 'order {detail.id}' }, /letters, digits and/],
    ['nothing mapped', {}, /the mapping maps nothing.*give succeeded, failed, or both/],
    [
      'a namespace that is none',
      { succeeded, namespace: 'Orders' },
      /namespace is malformed; given "Orders"/,
    ],
    ['a name that is none', { succeeded, mappingName: 'x'.repeat(17) }, /a mapping's name is 1 to 16/],
    [
      'a pattern that matches the key itself',
      { succeeded: { pattern: { ...authorized, detail: { orderId: ['1'] } } } },
      /already matches the field that the key is made of.*given \{"orderId":\["1"\]\}/,
    ],
    [
      'a pattern that becomes too long',
      { succeeded: { pattern: { source: Array.from({ length: 100 }, (_, at) => `source-${at}`) } } },
      /longer than the 2048 characters that EventBridge takes/,
    ],
    [
      'text around a path in the cause',
      { failed: { pattern: declined, error: 'E', cause: 'because {detail.reason}' } },
      /a value is a literal, or one path in braces.*given "because \{detail.reason\}"/,
    ],
  ];
  it.each(mistakes)('%s', (_, props, message) => {
    expect(() => rulesOf(props)).toThrow(message);
  });
});
