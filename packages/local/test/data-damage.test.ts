import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../src/index.ts';
import { writeApp } from './app.ts';
import { startHost } from './host-process.ts';
import { queue, table } from './runtime.ts';

const files = ['callback-relay-local.json', 'runtime.sqlite', 'runtime.sqlite-wal', 'runtime.sqlite-commits'];

/** The files of a runtime that was killed with messages and items in it. */
const left = new Map<string, Buffer>();

function writeResources(): string {
  const app = writeApp({ Jobs: queue('jobs'), Notes: table('notes') });
  onTestFinished(app.remove);
  return app.directory;
}

function folder(): string {
  const data = mkdtempSync(join(tmpdir(), 'local-damage-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

async function fill(): Promise<void> {
  const data = folder();
  const host = await startHost(['--app', writeResources(), '--data', data]);
  const { endpoint } = host;
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const [sqs, dynamodb] = [new SQSClient(config), new DynamoDBClient(config)];
  for (let n = 0; n < 12; n += 1) {
    const QueueUrl = `${endpoint}/000000000000/jobs`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `message ${n} ${'x'.repeat(3000)}` }));
    const Item = { id: { S: `note ${n}` }, text: { S: 'y'.repeat(3000) } };
    await dynamodb.send(new PutItemCommand({ TableName: 'notes', Item }));
  }
  await host.kill('SIGKILL');
  for (const file of files) left.set(file, readFileSync(join(data, file)));
}

async function copyOfLeft(): Promise<string> {
  if (left.size === 0) await fill();
  const data = folder();
  for (const [file, bytes] of left) writeFileSync(join(data, file), bytes);
  return data;
}

/** As left, but with everything in the main file: that of a clean stop. */
async function stopped(): Promise<string> {
  const data = await copyOfLeft();
  await (await startLocal({ app: writeResources(), dataDir: data })).stop();
  return data;
}

const start = async (dataDir: string) => {
  const local = await startLocal({ app: writeResources(), dataDir });
  onTestFinished(local.stop);
  return local;
};

test('what a killed process left is taken up whole', async () => {
  const local = await start(await copyOfLeft());
  for (let n = 0; n < 12; n += 1) expect((await local.receiveMessage('jobs')).text).toMatch(/^message \d+ x/);
});

test('files are for their user alone', async () => {
  const data = await stopped();
  for (const file of files.filter((name) => !name.endsWith('-wal')))
    expect((statSync(join(data, file)).mode & 0o777).toString(8), file).toBe('600');
});

/** One bit of each copy of the text: what was deleted or moved may still lie somewhere. */
function flip(file: string, text: string): void {
  const bytes = readFileSync(file);
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1))
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function flipLast(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function renameTable(data: string): void {
  const bytes = readFileSync(database(data));
  for (let at = bytes.indexOf('table_items'); at >= 0; at = bytes.indexOf('table_items', at + 1))
    bytes.write('table_itemz', at);
  writeFileSync(database(data), bytes);
}

const log = (data: string) => join(data, 'runtime.sqlite-wal');
const database = (data: string) => join(data, 'runtime.sqlite');

test.each<[what: string, damage: (data: string) => void, from: () => Promise<string>]>([
  ['a byte of a message in the log', (data) => flip(log(data), 'message 3'), copyOfLeft],
  ['the last byte of the log', (data) => flipLast(log(data)), copyOfLeft],
  [
    'a log cut short by a page',
    (data) => truncateSync(log(data), statSync(log(data)).size - 4120),
    copyOfLeft,
  ],
  ['no log', (data) => rmSync(log(data)), copyOfLeft],
  ['a byte of an item', (data) => flip(database(data), 'note 3'), stopped],
  ['a byte of a message', (data) => flip(database(data), 'message 3'), stopped],
  ['a byte of the name of a table, which is another one then', renameTable, stopped],
  [
    'a page of zeroes',
    (data) => writeFileSync(database(data), readFileSync(database(data)).fill(0, 8192, 12_288)),
    stopped,
  ],
  ['a database cut short', (data) => truncateSync(database(data), 10_000), stopped],
  ['an empty database', (data) => truncateSync(database(data), 0), stopped],
  ['what is not a database', (data) => writeFileSync(database(data), 'x'.repeat(20_000)), stopped],
  ['no database', (data) => rmSync(database(data)), stopped],
  ['a count that is not one', (data) => writeFileSync(`${database(data)}-commits`, 'x'), stopped],
  ['no count', (data) => rmSync(`${database(data)}-commits`), stopped],
  [
    'a manifest that is not JSON',
    (data) => writeFileSync(join(data, 'callback-relay-local.json'), '{'),
    stopped,
  ],
  [
    'a manifest with a port that is none',
    (data) => writeFileSync(join(data, 'callback-relay-local.json'), '{"formatVersion":4,"port":99999}'),
    stopped,
  ],
])(
  'damage is reported at each start: %s',
  async (_, damage, from) => {
    const data = await from();
    damage(data);
    const app = writeResources();
    for (let attempt = 0; attempt < 2; attempt += 1)
      await expect(startLocal({ app, dataDir: data })).rejects.toThrow(
        /^The data folder .* can't be used: .*damaged.*another folder/,
      );
  },
  30_000,
);

/** Writes what the runtime would not, as a changed byte does. */
function write(data: string, sql: string): void {
  const opened = new DatabaseSync(database(data));
  opened.exec('PRAGMA ignore_check_constraints = 1');
  opened.exec(sql);
  opened.close();
}

test.each([
  ['a number of a table that was given out', 'UPDATE table_ids SET last = last - 1'],
  ['a token of a transaction', "INSERT INTO transaction_tokens VALUES ('token', 'digest', 1, 0)"],
  ['what is to be cleared', "INSERT INTO table_clearings VALUES ('items', 1, 0)"],
  ['what is to be discarded', 'INSERT INTO table_staged_images VALUES (1, 0)'],
])('damage of what tables keep beside their items is reported: %s', async (_, sql) => {
  const data = await stopped();
  write(data, sql);
  await expect(start(data)).rejects.toThrow('CHECK constraint failed');
});

test('each table of the database has a checksum in each row', async () => {
  const opened = new DatabaseSync(database(await stopped()));
  onTestFinished(() => opened.close());
  const found = opened
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%checksum_of(%' ORDER BY name",
    )
    .all();
  // The first is held against a file beside it, the second against the definitions.
  expect(found.map(({ name }) => name)).toEqual(['commits', 'schema_checksum']);
});

test('an older copy beside a newer count is reported', async () => {
  const data = await stopped();
  const older = readFileSync(join(data, 'runtime.sqlite'));
  const local = await start(data);
  await new DynamoDBClient(local.clientConfig).send(
    new PutItemCommand({ TableName: 'notes', Item: { id: { S: 'newer' } } }),
  );
  await local.stop();
  writeFileSync(join(data, 'runtime.sqlite'), older);
  await expect(start(data)).rejects.toThrow(/its last \d+ commits are missing/);
});

test('a folder that is deleted while the runtime is up takes nothing any more, and the end comes as ever', async () => {
  const data = await stopped();
  const local = await start(data);
  rmSync(data, { recursive: true });
  const dynamodb = new DynamoDBClient({ ...local.clientConfig, maxAttempts: 1 });
  const put = new PutItemCommand({ TableName: 'notes', Item: { id: { S: 'lost' } } });
  await expect(dynamodb.send(put)).rejects.toThrow(/^\S+ is gone: nothing was changed/);
  await local.stop();
});

test('two runtimes never use one folder, in one process or two, whatever a reused process ID says', async () => {
  const data = await copyOfLeft();
  const manifest = join(data, 'callback-relay-local.json');
  // The process that is named there runs, and has nothing to do with the folder.
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), process: 1 }));
  await start(data);
  await expect(start(data)).rejects.toThrow(`the process ${process.pid} is using it`);
  copyFileSync(manifest, `${manifest}.copy`);
});
