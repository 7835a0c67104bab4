import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddPermissionCommand,
  CreateTopicCommand,
  GetTopicAttributesCommand,
  RemovePermissionCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { expect, onTestFinished, test } from 'vitest';
import { queue, runtime } from './runtime.ts';

const ACCOUNT = '000000000000';
const TopicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:news`;

async function open(options: { dataDir?: string } = {}) {
  const local = await runtime({ Jobs: queue('jobs') }, options);
  const sns = new SNSClient({ ...local.clientConfig, maxAttempts: 1 });
  onTestFinished(() => sns.destroy());
  await sns.send(new CreateTopicCommand({ Name: 'news' }));
  return {
    local,
    add: (Label: string, AWSAccountId = [ACCOUNT], ActionName = ['Publish']) =>
      sns.send(new AddPermissionCommand({ TopicArn, Label, AWSAccountId, ActionName })),
    remove: (Label: string) => sns.send(new RemovePermissionCommand({ TopicArn, Label })),
    async statements(): Promise<unknown> {
      const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      return JSON.parse(Attributes?.Policy ?? '').Statement;
    },
  };
}

const standard = expect.objectContaining({ Sid: '__default_statement_ID' });
const root = (account: string) => `arn:aws:iam::${account}:root`;
const statement = (Sid: string, AWS: string | string[], Action: string | string[] = 'SNS:Publish') => ({
  ...{ Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: TopicArn },
});

test("a permission is a statement of the topic's policy, by its label, until it is removed", async () => {
  const { add, remove, statements } = await open();
  await add('both', [ACCOUNT, '111111111111'], ['Publish', 'Subscribe']);
  const both = statement('both', [root(ACCOUNT), root('111111111111')], ['SNS:Publish', 'SNS:Subscribe']);
  await add('one');
  expect(await statements()).toEqual([standard, both, statement('one', root(ACCOUNT))]);
  for (const label of ['both', 'none']) await remove(label);
  expect(await statements()).toEqual([standard, statement('one', root(ACCOUNT))]);
});

test('a label that is there, an action of others and a missing account are refused', async () => {
  const { add } = await open();
  await add('mine');
  const refused = (reason: string) => ({
    ...{ name: 'InvalidParameterException', message: `Invalid parameter: ${reason}` },
  });
  await expect(add('mine')).rejects.toMatchObject(refused('Statement already exists'));
  await expect(add('other', [ACCOUNT], ['SendMessage'])).rejects.toMatchObject(
    refused('Policy statement action out of service scope!'),
  );
  await expect(add('other', [])).rejects.toMatchObject(
    refused('AWSAccountId Reason: no value for required parameter'),
  );
});

test('permissions outlive the runtime, and so does their removal', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'topic-permissions-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const before = await open({ dataDir });
  for (const label of ['a', 'b', 'c']) await before.add(label);
  for (const label of ['a', 'b']) await before.remove(label);
  await before.add('b');
  await before.local.stop();
  const { local, statements } = await open({ dataDir });
  expect(local.dropped).toEqual([]);
  expect(await statements()).toEqual([standard, ...['b', 'c'].map((sid) => statement(sid, root(ACCOUNT)))]);
});
