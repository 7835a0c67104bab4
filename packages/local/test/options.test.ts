import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type LocalOptions, LocalOptionsError, startLocal } from '../src/index.ts';
import { writeApp } from './app.ts';
import { queue, runtime } from './runtime.ts';

function app(): string {
  const { directory, remove } = writeApp({ Jobs: queue('jobs') });
  onTestFinished(remove);
  return directory;
}

test.each<[object, RegExp]>([
  [{ port: 99_999 }, /port takes a whole number from 0, .* to 65535; given: 99999/],
  [{ port: 1.5 }, /port takes .*; given: 1\.5/],
  [{ port: '80' }, /port takes .*; given: '80'/],
  [{ port: -1 }, /port takes .*; given: -1/],
  [{ port: null }, /port takes .*; given: null/],
  [{ host: '0.0.0.0' }, /there is no option host: the endpoint listens on 127\.0\.0\.1 alone/],
  [{ account: '123456789012' }, /there is no option account: every resource is in the account 000000000000/],
  [{ datadir: 'x' }, /there is no option datadir: the options are app, port, dataDir/],
  [{ dataDir: '' }, /dataDir takes the path of a folder; given: ''/],
  [{ region: '' }, /region takes the name of a region, as us-east-1; given: ''/],
  [{ region: 'US East' }, /region takes .*; given: 'US East'/],
  [{ clock: 'stoped' }, /clock takes 'flowing' or 'stopped'; given: 'stoped'/],
  [{ leaveOut: 'AWS::S3::Bucket' }, /leaveOut takes a list .*; given: 'AWS::S3::Bucket'/],
  [{ parameters: { Delay: 5 } }, /parameters takes texts by name, .*; given: Delay: 5/],
  [{ forward: { s3: 'nowhere' } }, /forward takes addresses of http .*; given: s3: 'nowhere'/],
  [{ forward: { s3: 'localhost:9000' } }, /forward takes .*; given: s3: 'localhost:9000'/],
  [{ forward: { s3: 'http://127.0.0.1:9000/minio' } }, /forward takes .*; given: s3: .*minio/],
  [{ forward: { S3: 'http://127.0.0.1:9000' } }, /forward takes .*; given: S3: /],
  [{ timeToLiveLagSeconds: -1 }, /timeToLiveLagSeconds takes seconds, 0 or more; given: -1/],
  [{ chaos: 1.5 }, /chaos takes a whole number of 0 or more, as 7; given: 1\.5/],
  [{ app: [] }, /app takes the folder that cdk synth wrote, .*; given: \[\]/],
  [{ app: undefined }, /app takes .*; given: nothing/],
])('%o is refused before anything starts: what it takes, and what was given', async (given, message) => {
  const error: unknown = await startLocal({ app: app(), ...given } as LocalOptions).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(LocalOptionsError);
  expect((error as Error).message).toMatch(message);
});

test('every option that is wrong is named at once', async () => {
  const given = { port: 1.5, clock: 'still' } as unknown as LocalOptions;
  await expect(startLocal(given)).rejects.toMatchObject({
    problems: [
      expect.stringMatching(/^app takes/),
      expect.stringMatching(/^port takes/),
      expect.stringMatching(/^clock takes/),
    ],
  });
});

test('an empty AWS_REGION is none, and one that can not be a region is named', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('AWS_REGION', '');
  const local = await startLocal({ app: app() });
  onTestFinished(local.stop);
  expect(local.environment.AWS_REGION).toBe('us-east-1');
  vi.stubEnv('AWS_REGION', 'us east');
  await expect(startLocal({ app: app() })).rejects.toThrow(
    /AWS_REGION is 'us east': it takes the name of a region/,
  );
});

test('an app that is not there, is empty, or is another file is refused with what to name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'options-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await expect(startLocal({ app: join(folder, 'gone') })).rejects.toThrow(
    /there is no such folder or file; name the folder that cdk synth wrote \(cdk\.out by default\), or a template/,
  );
  await expect(startLocal({ app: folder })).rejects.toThrow(/the folder is empty; name the folder/);
  writeFileSync(join(folder, 'notes.txt'), 'some words');
  await expect(startLocal({ app: join(folder, 'notes.txt') })).rejects.toThrow(
    /notes\.txt: it is not an object with Resources, as a template in JSON or YAML is/,
  );
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be read is refused as such', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'options-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'closed'), { mode: 0 });
  await expect(startLocal({ app: join(folder, 'closed') })).rejects.toThrow(/this user may not read it/);
});

test('a compressed body is refused by its header', async () => {
  const { endpoint } = await runtime({ Jobs: queue('jobs') });
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.ListQueues',
      'content-encoding': 'gzip',
    },
    body: gzipSync('{}'),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    __type: 'SerializationException',
    message: expect.stringContaining('Content-Encoding: gzip'),
  });
});
