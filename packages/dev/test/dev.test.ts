import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { echo, queue, rewriteApp, writeApp } from './app.ts';
import { runDev, startDev } from './dev-process.ts';

const config = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});

test('it tells what is supported, follows messages by correlation ID, and stops cleanly on Ctrl-C', async () => {
  const dev = await startDev(['--app', writeApp({ Jobs: queue('jobs') })]);
  expect(dev.printed[0]).toMatchObject({
    kind: 'started',
    environment: { AWS_ENDPOINT_URL: dev.endpoint, AWS_REGION: 'us-east-1' },
    resources: [{ type: 'AWS::SQS::Queue', name: 'jobs', ref: `${dev.endpoint}/000000000000/jobs` }],
  });
  const QueueUrl = `${dev.endpoint}/000000000000/jobs`;
  const MessageBody = JSON.stringify({ correlationId: 'team:abcdefghijkl' });
  await new SQSClient(config(dev.endpoint)).send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await expect
    .poll(() => dev.printed[1])
    .toMatchObject({
      kind: 'step',
      correlationIds: ['team:abcdefghijkl'],
      actor: 'you',
      text: 'sends to jobs',
    });
  expect(await dev.kill('SIGINT')).toBe(0);
}, 30_000);

test('a function is reloaded when the app is synthesized again, and what waits goes on waiting', async () => {
  const directory = writeApp({ ...echo('one'), Jobs: queue('jobs') });
  const dev = await startDev(['--app', directory]);
  rewriteApp(directory, { ...echo('two'), Jobs: queue('jobs', { DelaySeconds: 5 }) });
  const left = 'Stop and start to take up: AWS::SQS::Queue jobs.';
  await expect.poll(dev.progress, { timeout: 10_000 }).toContain(left);
  expect(dev.progress()).toContain('Reloaded Echo.');
  const lambda = new LambdaClient(config(dev.endpoint));
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'Echo', Payload: '1' }));
  expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({ answer: 'two', event: 1 });

  writeFileSync(join(directory, 'manifest.json'), '{"half":');
  await expect.poll(dev.progress, { timeout: 10_000 }).toContain('Everything goes on as it was.');
}, 30_000);

test.each([
  ['an unknown option', ['--frobnicate'], 2, /Unknown option '--frobnicate'/],
  [
    'a chaos seed that is not a number',
    ['--chaos', 'much'],
    2,
    /--chaos takes a whole number of up to 15 digits, or none to draw one; not "much"/,
  ],
  [
    'a chaos seed with a fraction',
    ['--chaos', '1.5', '--json'],
    2,
    /--chaos takes a whole number .* not "1\.5"/,
  ],
  [
    'a trace that can not be written',
    ['--trace', '/nowhere/rows.jsonl'],
    2,
    /^dev: --trace \/nowhere\/rows\.jsonl: ENOENT: no such file or directory/,
  ],
  ['a trace without a file', ['--trace', ''], 2, /--trace takes the name of a file or folder, not ""/],
  ['a port that is none', ['--port', 'http'], 2, /--port takes a number from 0 to 65535, not "http"/],
  ['a pair that is none', ['--parameter', 'Delay'], 2, /--parameter takes NAME=VALUE, not "Delay"/],
  ['a forward that is not an address', ['--forward', 's3=9000'], 2, /takes an address that begins with http/],
  [
    'a forward whose path would be lost',
    ['--forward', 's3=http://127.0.0.1:9000/minio'],
    2,
    /host and port alone, not "http:\/\/127\.0\.0\.1:9000\/minio"/,
  ],
  [
    'an app that an unset variable names',
    ['--app', ''],
    2,
    /--app takes the name of a file or folder, not ""/,
  ],
  [
    'a folder that is not there',
    ['--app', '/nowhere'],
    1,
    /there is no such folder or file; name the folder/,
  ],
])('%s is reported, with its exit code', async (_, args, code, message) => {
  const ended = await runDev(args);
  expect(ended.code).toBe(code);
  expect(ended.err).toMatch(message);
  expect(ended.err).not.toMatch(/^\s+at /m);
});

test('--help lists the options', async () => {
  const { code, out } = await runDev(['--help']);
  expect(code).toBe(0);
  for (const option of ['--port', '--data', '--app', '--json']) expect(out).toContain(option);
});

test('a trace of an app without a callbacks table is refused, and nothing is left running', async () => {
  const trace = join(mkdtempSync(join(tmpdir(), 'dev-trace-')), 'rows.jsonl');
  onTestFinished(() => rmSync(dirname(trace), { recursive: true, force: true }));
  const { code, err } = await runDev(['--app', writeApp({ Jobs: queue('jobs') }), '--trace', trace]);
  expect(code).toBe(2);
  expect(err).toContain('dev: --trace: this app has no callbacks table');
}, 30_000);

test('a port in use is reported, and ends with 1', async () => {
  const directory = writeApp({ Jobs: queue('jobs') });
  const dev = await startDev(['--app', directory]);
  const { code, err } = await runDev(['--app', directory, '--port', new URL(dev.endpoint).port]);
  expect(code).toBe(1);
  expect(err).toMatch(/Port \d+ of 127\.0\.0\.1 is in use/);
}, 30_000);

test('what is left out is listed in one block at start', async () => {
  const resources = { Jobs: queue('jobs'), Bucket: { Type: 'AWS::S3::Bucket' } };
  const dev = await startDev(['--app', writeApp(resources), '--leave-out', 'AWS::S3::Bucket']);
  expect(dev.printed[0]).toMatchObject({
    ignored: [{ type: 'AWS::S3::Bucket', logicalId: 'Bucket', why: 'left out' }],
  });
  const { code, err } = await runDev(['--app', writeApp(resources)]);
  expect(code).toBe(1);
  expect(err).toContain(
    'AWS::S3::Bucket Bucket in Team: this type is not supported by the local runtime; it may be left out',
  );
}, 30_000);

test('chaos has a seed, given or drawn, that is printed, and prints each fault that it strikes with', async () => {
  const drawn = await startDev(['--app', writeApp({ Jobs: queue('jobs') }), '--chaos']);
  expect(drawn.printed[0]?.chaos).toEqual(expect.any(Number));
  const dev = await startDev(['--app', writeApp({ Jobs: queue('jobs') }), '--chaos', '7']);
  expect(dev.printed[0]?.chaos).toBe(7);
  const sqs = new SQSClient(config(dev.endpoint));
  const QueueUrl = `${dev.endpoint}/000000000000/jobs`;
  const faults = () => dev.printed.filter(({ kind }) => kind === 'chaos');
  for (let calls = 0; calls < 200 && faults().length === 0; calls += 1)
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a message' }));
  await expect.poll(() => faults()[0]).toMatchObject({ where: 'sqs:SendMessage', call: expect.any(Number) });
}, 60_000);
