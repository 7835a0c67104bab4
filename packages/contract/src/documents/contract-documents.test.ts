import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { payments } from '../../test/contracts/payments.ts';
import { defineContract } from '../index.ts';
import type { JsonSchema } from '../publication/json-schema.ts';
import { contractChanges, contractDocuments } from './contract-documents.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);

const parsed = (name: string, contract = payments) =>
  JSON.parse(contractDocuments(contract).get(name) ?? 'null');
const request = {
  version: '1.0',
  correlationId: 'orders:1',
  idempotencyKey: 'k',
  payload: { orderId: 'o-1', amount: { currency: 'EUR', value: '49.90' } },
  deadline: '2026-11-22T10:00:00Z',
  replyTo: { eventBus: 'callbacks' },
};
const event = (type: string, detail: object) => ({
  source: 'payments',
  'detail-type': type,
  detail: { version: '1.0', correlationId: 'orders:1', ...detail },
});

describe("a worker's own documents", () => {
  it('are a JSON Schema of each of its messages, and an AsyncAPI document', () => {
    expect([...contractDocuments(payments).keys()]).toEqual([
      'request.json',
      'callback-succeeded.json',
      'callback-failed.json',
      'callback-heartbeat.json',
      'asyncapi.json',
    ]);
  });

  it.each<[string, object, object]>([
    ['request.json', request, { ...request, payload: { orderId: 'o-1' } }],
    [
      'callback-succeeded.json',
      event('Callback Succeeded', { output: { paymentId: 'p-1', fees: {} } }),
      event('Callback Succeeded', { output: { id: 'p-1' } }),
    ],
    [
      'callback-failed.json',
      event('Callback Failed', { error: 'CallbackRelay.PayloadRejected' }),
      event('Callback Failed', { error: 7 }),
    ],
    [
      'callback-heartbeat.json',
      event('Callback Heartbeat', { progress: { step: 'bank' } }),
      event('Callback Heartbeat', { progress: { percent: 7 } }),
    ],
  ])('in %s take what the contract takes, and nothing else', (name, right, wrong) => {
    const accepts = ajv.compile(parsed(name));
    expect(accepts(right), JSON.stringify(accepts.errors)).toBe(true);
    expect(accepts(wrong)).toBe(false);
    expect(accepts({ ...right, source: 'another-worker' })).toBe(name === 'request.json');
  });

  it('give every object a name, in the AsyncAPI document a place of its own', () => {
    const { schemas } = parsed('asyncapi.json').components as { schemas: Record<string, JsonSchema> };
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([
        'PaymentsPayload',
        'PaymentsPayloadAmount',
        'PaymentsPayloadLinesItem',
        'PaymentsRequestReplyTo',
        'PaymentsOutput',
        'PaymentsOutputFeesValue',
        'PaymentsSucceededDetail',
        'PaymentsProgress',
      ]),
    );
    expect(JSON.stringify(Object.values(schemas).map(({ properties }) => properties))).not.toContain(
      '"properties":',
    );
  });

  it('may have schemas that refer to themselves, whole or in part', () => {
    interface Tree {
      readonly children: readonly Tree[];
    }
    const tree: z.ZodType<Tree> = z.lazy(() => z.object({ children: z.array(tree) }));
    const contract = defineContract({ name: 'w', request: tree, output: z.object({ tree }) });
    const nested = { children: [{ children: [] }] };
    const accepts = ajv.compile(parsed('request.json', contract as never));
    expect(accepts({ ...request, payload: nested }), JSON.stringify(accepts.errors)).toBe(true);
    expect(accepts({ ...request, payload: { children: [{}] } })).toBe(false);
    const { schemas } = parsed('asyncapi.json', contract as never).components;
    const refs = [...JSON.stringify(schemas).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => String(ref));
    expect(
      refs.map((ref) => ref.replace('#/components/schemas/', '')).filter((name) => !(name in schemas)),
    ).toEqual([]);
  });

  it('show the errors that the worker has, and what they mean', () => {
    expect(parsed('callback-failed.json').properties.detail.properties.error).toMatchObject({
      examples: ['CardRefused'],
      description: expect.stringContaining('CardRefused: The bank refused the card.'),
    });
  });

  it.each([
    ['arktype', type({ orderId: 'string' })],
    ['valibot', toStandardJsonSchema(v.object({ orderId: v.string() }))],
  ])('come of schemas of %s too', (_, schema) => {
    const contract = defineContract({ name: 'w', request: schema, output: z.null() });
    expect(parsed('request.json', contract as never).properties.payload).toMatchObject({
      type: 'object',
      required: ['orderId'],
    });
  });

  it('cannot be made of a schema that does not say its JSON Schema: the message says what to do', () => {
    const contract = defineContract({ name: 'w', request: v.object({ id: v.string() }), output: z.null() });
    expect(() => contractDocuments(contract)).toThrow(
      'request is a schema of valibot, which does not say its JSON Schema; wrap it in what the library has for that (valibot: toStandardJsonSchema',
    );
    // @ts-expect-error a Date becomes a text
    const dated = defineContract({ name: 'w', request: z.object({ at: z.date() }), output: z.null() });
    expect(() => contractDocuments(dated)).toThrow('request cannot be said in JSON Schema: Date');
  });
});

describe('a change of a contract', () => {
  const before = contractDocuments(payments);
  const changed = (request: z.ZodType, output: z.ZodType = payments.output) =>
    contractChanges(before, defineContract({ ...payments, progress: z.unknown(), request, output }));
  const { shape } = payments.request;

  it('that breaks the other team is named, with the field and whom it breaks, inside arrays too', () => {
    expect(changed(z.object({ ...shape, currency: z.string() }))).toContain(
      'request: payload.currency is new and required, which breaks an older requester',
    );
    const lines = z.array(z.object({ sku: z.string(), quantity: z.string() })).optional();
    expect(changed(z.object({ ...shape, lines })).join()).toContain('request: payload.lines.*.quantity type');
    expect(
      changed(payments.request, z.object({ id: z.string(), fees: payments.output.shape.fees })),
    ).toContain(
      'callback-succeeded: detail.output.paymentId was renamed to id, which breaks an older worker and an older state machine',
    );
  });

  it('that adds an optional field breaks neither team', () => {
    expect(contractChanges(before, payments)).toEqual([]);
    const more = defineContract({
      ...payments,
      progress: payments.progress as z.ZodType,
      request: z.object({ ...shape, note: z.string().optional() }),
    });
    expect(contractChanges(before, more)).toEqual([]);
  });
});
