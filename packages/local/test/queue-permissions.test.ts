import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddPermissionCommand,
  GetQueueAttributesCommand,
  RemovePermissionCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { queue, runtime } from './runtime.ts';

const ACCOUNT = '000000000000';
const ARN = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;

async function open(options: { dataDir?: string } = {}) {
  const local = await runtime({ Jobs: queue('jobs') }, options);
  const sqs = new SQSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sqs.destroy());
  const QueueUrl = `${local.endpoint}/${ACCOUNT}/jobs`;
  return {
    local,
    add: (Label: string, AWSAccountIds: string[] = [ACCOUNT], Actions: string[] = ['ReceiveMessage']) =>
      sqs.send(new AddPermissionCommand({ QueueUrl, Label, AWSAccountIds, Actions })),
    remove: (Label: string) => sqs.send(new RemovePermissionCommand({ QueueUrl, Label })),
    policy: async (): Promise<unknown> => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
      );
      return Attributes?.Policy === undefined ? undefined : JSON.parse(Attributes.Policy);
    },
  };
}

const root = (account: string) => `arn:aws:iam::${account}:root`;
const statement = (
  Sid: string,
  AWS: string | string[],
  Action: string | string[] = 'SQS:ReceiveMessage',
) => ({
  ...{ Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: ARN },
});
const policyOf = (...Statement: object[]) => ({
  ...{ Version: '2008-10-17', Id: `${ARN}/SQSDefaultPolicy`, Statement },
});

test('a permission is a statement of the policy, by its label, until it is removed', async () => {
  const { add, remove, policy } = await open();
  await add('both', [ACCOUNT, '668614515564'], ['SendMessage', 'DeleteMessage']);
  const both = [root(ACCOUNT), root('668614515564')];
  const first = statement('both', both, ['SQS:SendMessage', 'SQS:DeleteMessage']);
  expect(await policy()).toEqual(policyOf(first));
  await add('one');
  expect(await policy()).toEqual(policyOf(first, statement('one', root(ACCOUNT))));
  await remove('both');
  expect(await policy()).toEqual(policyOf(statement('one', root(ACCOUNT))));
  await remove('one');
  expect(await policy()).toBeUndefined();
});

test('a label that is there, one that is not, and one of other characters are refused', async () => {
  const { add, remove } = await open();
  await add('mine');
  const refused = (label: string, reason: string) => ({
    name: 'InvalidParameterValue',
    message: `Value ${label} for parameter Label is invalid. Reason: ${reason}`,
  });
  await expect(add('mine')).rejects.toMatchObject(refused('mine', 'Already exists.'));
  await expect(remove('other')).rejects.toMatchObject(refused('other', "can't find label."));
  await expect(add('a b')).rejects.toThrow(/Label is invalid/);
  const eight = Array.from({ length: 8 }, () => 'SendMessage');
  await expect(add('more', [ACCOUNT], eight)).rejects.toMatchObject({ name: 'OverLimit' });
});

test('permissions outlive the runtime, and so does their removal', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'permissions-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const before = await open({ dataDir });
  for (const label of ['a', 'b', 'c']) await before.add(label);
  for (const label of ['a', 'b']) await before.remove(label);
  await before.add('a');
  await before.local.stop();
  const { local, policy } = await open({ dataDir });
  expect(local.dropped).toEqual([]);
  const sids = ((await policy()) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
  expect(sids.toSorted()).toEqual(['a', 'c']);
});
