import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, PutItemCommand, paginateScan, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { type Resources, trust, writeApp } from './app.ts';
import { hostEnvironment, hostProgram, startHost } from './host-process.ts';
import { queue, table } from './runtime.ts';

/** Whether this machine lets a process mount a disk that only itself sees. */
const canMount =
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', tmpdir()]).status === 0;

const resources = {
  Jobs: queue('jobs'),
  Notes: table('notes', { TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } }),
};

/** A schedule fires when it is made, and each hour after. */
const hourly = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('scheduler'),
      Policies: [
        {
          PolicyName: 'Send',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
          },
        },
      ],
    },
  },
  Hourly: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Input: 'now',
      },
    },
  },
};

/** The runtime with a data folder on a disk of its own, mounted with `options`. */
function hostOnDisk(options: string, more: Resources = {}) {
  const app = writeApp({ ...resources, ...more });
  const data = mkdtempSync(join(tmpdir(), 'local-disk-'));
  const mountAndRun = 'mount -t tmpfs -o "$1" tmpfs "$2" && shift 2 && exec "$@"';
  const host = [process.execPath, hostProgram, '--app', app.directory, '--data', data];
  const child = spawn('unshare', ['-rm', 'sh', '-c', mountAndRun, 'sh', options, data, ...host], {
    env: hostEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    app.remove();
    rmSync(data, { recursive: true, force: true });
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return {
    /** The disk, seen from here. */
    disk: `/proc/${child.pid}/root${data}`,
    end: async () => ({ code: (await ended)[0], said }),
    /** Its first line, or why there is none. */
    started: () =>
      Promise.race([
        once(createInterface({ input: child.stdout }), 'line').then(([line]) => line as string),
        ended.then(([code]) => Promise.reject(new Error(`the host ended with ${code}: ${said}`))),
      ]),
  };
}

// Each is skipped where the machine does not let a process mount a disk of its own.
test.skipIf(!canMount).each([
  ['read-only', 'ro', /lies on a read-only disk\. Choose another folder\.$/],
  ['full', 'size=4k', /the disk is full\. Make room, or choose another folder\.$/],
  [
    'full when its first database is made',
    'size=16k',
    /the disk is full\. Make room, or choose another folder\.$/,
  ],
  ['full when its tables are made', 'size=64k', /the disk is full\. Make room, or choose another folder\.$/],
])(
  'a data folder on a disk that is %s is reported in one line',
  async (_, options, message) => {
    const { code, said } = await hostOnDisk(options).end();
    expect(code).toBe(1);
    expect(said.trim()).toMatch(message);
    expect(said).not.toMatch(/^\s+at /m);
  },
  30_000,
);

test.skipIf(!canMount)(
  'on a disk that fills up calls fail without effect, and succeed once there is room',
  async () => {
    const { disk, started } = hostOnDisk('size=4m');
    const { endpoint } = JSON.parse(await started()) as { endpoint: string };
    const config = {
      ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    };
    const [sqs, dynamodb] = [new SQSClient(config), new DynamoDBClient(config)];
    const send = (MessageBody: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl: `${endpoint}/000000000000/jobs`, MessageBody }));
    const put = (id: string) =>
      dynamodb.send(
        new PutItemCommand({ TableName: 'notes', Item: { id: { S: id }, text: { S: 'x'.repeat(60_000) } } }),
      );
    expect(() => writeFileSync(join(disk, 'filler'), Buffer.alloc(8_000_000))).toThrow('ENOSPC');
    await expect(send(`refused${'x'.repeat(60_000)}`)).rejects.toThrow(/disk is full/);
    await expect(put('refused')).rejects.toThrow(/disk is full/);

    rmSync(join(disk, 'filler'));
    await send('taken');
    await put('taken');
    const receive = new ReceiveMessageCommand({
      QueueUrl: `${endpoint}/000000000000/jobs`,
      MaxNumberOfMessages: 10,
    });
    expect((await sqs.send(receive)).Messages?.map(({ Body }) => Body)).toEqual(['taken']);
    const { Items } = await dynamodb.send(
      new ScanCommand({ TableName: 'notes', ProjectionExpression: 'id' }),
    );
    expect(Items).toEqual([{ id: { S: 'taken' } }]);
  },
  60_000,
);

test.skipIf(!canMount)(
  'on a disk that is full what becomes due ends nothing, and happens once there is room',
  async () => {
    const { disk, started } = hostOnDisk('size=4m', hourly);
    const { endpoint } = JSON.parse(await started()) as { endpoint: string };
    const config = {
      ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    };
    const [sqs, dynamodb] = [new SQSClient(config), new DynamoDBClient(config)];
    const advance = async (milliseconds: number) =>
      fetch(`${endpoint}/_local/clock/advance`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-local-runtime': 'test' },
        body: JSON.stringify({ milliseconds }),
      });
    const until = { N: String(Math.floor(Date.now() / 1000)) };
    await dynamodb.send(new PutItemCommand({ TableName: 'notes', Item: { id: { S: 'over' }, until } }));
    expect(() => writeFileSync(join(disk, 'filler'), Buffer.alloc(8_000_000))).toThrow('ENOSPC');
    await advance(3_600_000);
    expect((await fetch(`${endpoint}/_local/health`)).status).toBe(200);

    rmSync(join(disk, 'filler'));
    await advance(20 * 60_000);
    const receive = new ReceiveMessageCommand({
      QueueUrl: `${endpoint}/000000000000/jobs`,
      MaxNumberOfMessages: 10,
    });
    expect((await sqs.send(receive)).Messages?.map(({ Body }) => Body)).toEqual(['now', 'now']);
    expect(await dynamodb.send(new ScanCommand({ TableName: 'notes' }))).toMatchObject({ Count: 0 });
  },
  60_000,
);

test('where the system takes no more of a file, calls fail at once, and what was acknowledged is kept', async () => {
  const app = writeApp(resources);
  onTestFinished(app.remove);
  const data = mkdtempSync(join(tmpdir(), 'local-limit-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const args = ['--app', app.directory, '--data', data];
  const client = ({ endpoint }: { endpoint: string }) =>
    new DynamoDBClient({
      ...{ endpoint, region: 'us-east-1', maxAttempts: 1 },
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  const limited = await startHost(args, 4000);
  const kept: string[] = [];
  const putAll = async () => {
    for (let n = 0; n < 200; n += 1) {
      const Item = { id: { S: String(n) }, text: { S: 'x'.repeat(60_000) } };
      await client(limited).send(new PutItemCommand({ TableName: 'notes', Item }));
      kept.push(String(n));
    }
  };
  await expect(putAll()).rejects.toThrow(
    /data folder takes no more .* give the folder room, and start again/,
  );
  expect(kept.length).toBeGreaterThan(0);
  await expect(putAll()).rejects.toThrow(/data folder takes no more/);
  const health = await fetch(`${limited.endpoint}/_local/health`);
  expect([health.status, await health.text()]).toEqual([500, expect.stringContaining('takes no more')]);
  await limited.kill('SIGKILL');

  const again = await startHost(args);
  const found: (string | undefined)[] = [];
  for await (const { Items = [] } of paginateScan({ client: client(again) }, { TableName: 'notes' }))
    found.push(...Items.map(({ id }) => id?.S));
  expect(found.toSorted()).toEqual(kept.toSorted());
}, 60_000);
