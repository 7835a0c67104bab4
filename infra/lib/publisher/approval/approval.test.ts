import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startTables } from '@callback-relay/local/tables';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { HttpRequest } from '../http.ts';
import type { ApprovalOutcome, ApprovalStore } from './approval.ts';
import { decideApproval, revokeApproval } from './decide-approval.ts';
import { dynamodbApprovalStore } from './dynamodb-approval-store.ts';
import { type ApprovalLink, openApproval } from './open-approval.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
let store: ApprovalStore;
beforeAll(async () => {
  tables = await startTables();
  const client = new DynamoDBClient(tables.clientConfig);
  await client.send(
    new CreateTableCommand({
      TableName: 'approvals',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'correlationId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'correlationId', KeyType: 'HASH' }],
    }),
  );
  store = dynamodbApprovalStore(client, 'approvals');
});
afterAll(() => tables.stop());

const firstDeadline = 1_000_000;
let now: number;
let count = 0;
let correlationId: string;
let links: ApprovalLink[];
let published: ApprovalOutcome[];
let fault: Error | undefined;
beforeEach(() => {
  now = 0;
  links = [];
  published = [];
  fault = undefined;
  count += 1;
  correlationId = `orders:refund-${count}`;
});

function passTo(time: number): void {
  now = time;
}

async function open(subject: unknown = { amount: 100 }, deadline = firstDeadline): Promise<void> {
  links = [];
  let secrets = 0;
  await openApproval(
    {
      store,
      url: 'https://approve.example/',
      secret: () => `secret-${JSON.stringify(subject)}-${++secrets}`,
      send: async (link) => links.push(link),
    },
    {
      correlationId,
      deadline,
      payload: { title: 'Refund <4711>', subject, approvers: ['ann@example.com', 'bob@example.com'] },
    },
  );
}

async function request(
  method: string,
  query: URLSearchParams,
  body = '',
): Promise<{ status: number; body: string }> {
  const asked: HttpRequest = { method, path: '/', query, headers: {}, body: Buffer.from(body) };
  return await decideApproval(
    {
      store,
      now: () => now,
      publish: async (_, outcome) => {
        if (fault !== undefined) throw fault;
        published.push(outcome);
      },
    },
    asked,
  );
}

const queryOf = (url = links[0]?.url ?? '') => new URL(url).searchParams;
const show = (url?: string) => request('GET', queryOf(url));

/** Sends the form of a page, as a browser would. */
async function decide(
  page: string,
  decision = 'approved',
  comment = 'fine',
): Promise<{ status: number; body: string }> {
  const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const fields = hidden.map(([, name = '', value = '']): [string, string] => [
    name,
    value.replaceAll('&quot;', '"'),
  ]);
  return await request(
    'POST',
    new URLSearchParams(),
    `${new URLSearchParams([...fields, ['decision', decision], ['comment', comment]])}`,
  );
}

it('each approver gets a link, which is shown as often as it is opened, and changes nothing', async () => {
  await open();
  expect(links.map(({ approver }) => approver)).toEqual(['ann@example.com', 'bob@example.com']);
  expect(new Set(links.map(({ url }) => url)).size).toBe(2);
  for (const method of ['GET', 'HEAD', 'GET']) expect((await request(method, queryOf())).status).toBe(200);
  const { body } = await show();
  expect(body).toContain('Refund &lt;4711&gt;');
  expect(body).toContain('&quot;amount&quot;: 100');
  expect(body).toContain('For ann@example.com, until 1970-01-01T00:16:40.000Z');
  expect((await store.get(correlationId))?.state).toBe('open');
  expect(published).toEqual([]);
});

it('a form that is sent decides, once: the outcome says who, when and of what', async () => {
  await open();
  const page = (await show(links[1]?.url)).body;
  now = 5_000;
  expect((await decide(page, 'rejected', 'too much')).status).toBe(200);
  const digest = (await store.get(correlationId))?.digest;
  expect(published).toEqual([
    {
      decision: 'rejected',
      decidedBy: 'bob@example.com',
      decidedAt: '1970-01-01T00:00:05.000Z',
      comment: 'too much',
      digest,
    },
  ]);
  const again = await decide(page);
  expect(again).toMatchObject({ status: 409, body: expect.stringContaining('rejected by bob@example.com') });
  expect((await decide(await pageOfAnn())).status).toBe(409);
  expect(published).toHaveLength(1);

  async function pageOfAnn(): Promise<string> {
    return page.replace(
      /name="key" value="[^"]*"/,
      `name="key" value="${queryOf().get('key')?.replaceAll('"', '&quot;')}"`,
    );
  }
});

it('of two that are sent at once, one decides', async () => {
  await open();
  const [ann, bob] = [(await show()).body, (await show(links[1]?.url)).body];
  const answers = await Promise.all([decide(ann, 'approved'), decide(bob, 'rejected')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(published).toHaveLength(1);
});

it.each<[string, () => Promise<unknown>, number, RegExp]>([
  ['after its time', async () => passTo(firstDeadline), 410, /time for this approval is up/],
  [
    'after it was revoked',
    () => revokeApproval({ store, fail: async () => {} }, correlationId),
    410,
    /was revoked/,
  ],
  ['when what is approved has changed', () => open({ amount: 999 }), 409, /link was replaced/],
])('%s neither link nor form does anything', async (_, change, status, words) => {
  await open();
  const { url } = links[0] ?? {};
  const page = (await show(url)).body;
  await change();
  expect(await show(url)).toMatchObject({ status, body: expect.stringMatching(words) });
  expect(await decide(page)).toMatchObject({ status, body: expect.stringMatching(words) });
  expect(published).toEqual([]);
});

it('a form whose digest is of something else is refused', async () => {
  await open();
  const page = (await show()).body.replace(/name="digest" value="[^"]*"/, 'name="digest" value="other"');
  expect((await decide(page)).status).toBe(409);
  expect(published).toEqual([]);
});

it.each([
  ['a forged secret', (query: URLSearchParams) => query.set('key', 'guessed'), 403],
  ['an approval that there is not', (query: URLSearchParams) => query.set('id', 'orders:other'), 404],
  ['nothing', (query: URLSearchParams) => query.delete('id'), 404],
])('a link with %s is refused', async (_, forge, status) => {
  await open();
  const query = queryOf();
  forge(query);
  expect((await request('GET', query)).status).toBe(status);
  expect((await request('POST', query, `${query}&decision=approved`)).status).toBe(status);
  expect(published).toEqual([]);
});

it('neither another method nor another decision does anything', async () => {
  await open();
  expect((await request('DELETE', queryOf())).status).toBe(405);
  expect((await decide((await show()).body, 'maybe')).status).toBe(400);
});

it('a decision that could not be published is published when its form is sent again', async () => {
  await open();
  const page = (await show()).body;
  fault = new Error('no bus');
  await expect(decide(page)).rejects.toThrow('no bus');
  fault = undefined;
  now = 7_000;
  expect((await decide(page)).status).toBe(200);
  expect(published).toMatchObject([{ decision: 'approved', decidedAt: '1970-01-01T00:00:00.000Z' }]);
  expect((await decide(page)).status).toBe(409);
});

it('a decided approval can be neither revoked nor opened again by the request that opened it', async () => {
  await open();
  await decide((await show()).body);
  const failed: string[] = [];
  expect(await revokeApproval({ store, fail: async (id) => failed.push(id) }, correlationId)).toBe(false);
  await open({ amount: 1 });
  expect(links).toEqual([]);
  expect(failed).toEqual([]);
});

it('another task opens an approval under the same key with a later deadline, whatever became of the former', async () => {
  await open();
  const page = (await show()).body;
  await decide(page);
  await open({ amount: 1 }, firstDeadline + 1);
  const later = links;
  expect((await decide(page)).body).toMatch(/link was replaced/);
  await open({ amount: 100 });
  expect(links).toEqual([]);
  expect((await decide((await show(later[0]?.url)).body, 'rejected')).status).toBe(200);
  expect(published.map(({ decision }) => decision)).toEqual(['approved', 'rejected']);
});
