import { spawnSync } from 'node:child_process';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { functionResources } from './app.ts';
import { runtime } from './runtime.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

const inNode = `exports.handler = async ({ prints = [], raises, ends, hangs }) => {
  for (const text of prints) console.log(text);
  if (raises) throw new RangeError('no stock');
  if (ends) process.exit(3);
  if (hangs) await new Promise((resolve) => setTimeout(resolve, 60_000));
};`;

const inPython = `
def handler(event, context):
    print("at work", flush=True)
    if event.get("raises"):
        raise ValueError("no stock")
`;

/** A function with this code, and the lines of the end of its log, request IDs and times taken out. */
async function tailing(ZipFile: string, Runtime = 'nodejs22.x') {
  const properties = { Code: { ZipFile }, Runtime, Timeout: 1 };
  const local = await runtime(functionResources('Worker', { properties }));
  const lambda = new LambdaClient(local.clientConfig);
  const logOf = async (event: object, more: object = {}) => {
    const Payload = JSON.stringify(event);
    const command = new InvokeCommand({ FunctionName: 'Worker', LogType: 'Tail', Payload, ...more });
    return Buffer.from((await lambda.send(command)).LogResult ?? '', 'base64').toString();
  };
  const tail = async (event: object) =>
    (await logOf(event))
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/[\d.]+ ms/g, 'N ms')
      .split('\n');
  return { lambda, logOf, tail };
}

const START = 'START RequestId: ID Version: $LATEST';
const END = 'END RequestId: ID';
const report = (more = '') =>
  `REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 128 MB\t${more}`;

test('an answer carries the end of the log where that is asked for, with what Lambda itself says', async () => {
  const { tail, logOf } = await tailing(`console.log('loaded');\n${inNode}`);
  expect(await tail({ prints: ['one'] })).toEqual([
    START,
    'TIME\tundefined\tINFO\tloaded',
    'TIME\tID\tINFO\tone',
    END,
    report('Init Duration: N ms\t'),
    '',
  ]);
  expect(await tail({ prints: ['two'] })).toEqual([START, 'TIME\tID\tINFO\ttwo', END, report(), '']);
  expect(await logOf({}, { LogType: 'None' })).toBe('');
});

test('of a long log it is the last four kilobytes', async () => {
  const { logOf } = await tailing(inNode);
  const log = await logOf({ prints: Array.from({ length: 500 }, (_, at) => `é line ${at}`) });
  expect(Buffer.byteLength(log)).toBe(4096);
  expect(log).toContain('line 499');
  expect(log).toMatch(/\nREPORT RequestId: .+\n$/);
});

test.each([
  [{ raises: true }, /^TIME\tID\tERROR\tInvoke Error \t\{"errorType":"RangeError","errorMessage":"no stock"/],
  [{ ends: true }, /^RequestId: ID Error: Runtime exited with error: exit status 3\nRuntime\.ExitError$/],
  [{ hangs: true }, /^TIME ID Task timed out after 1\.00 seconds\n$/],
])('the log of %j says why it failed', async (event, said) => {
  const { tail } = await tailing(inNode);
  const lines = await tail(event);
  expect(lines[0]).toBe(START);
  expect(lines.slice(1, lines.indexOf(END)).join('\n')).toMatch(said);
});

test.skipIf(!hasPython)('what a process printed is in it too', async () => {
  const { tail } = await tailing(inPython, 'python3.13');
  const middle = async (event: object) => {
    const lines = await tail(event);
    return lines.slice(1, lines.indexOf(END));
  };
  expect(await middle({})).toEqual(['at work']);
  expect(await middle({ raises: true })).toEqual(['at work', '[ERROR] ValueError: no stock']);
});

test('a kind of log that Lambda does not know is refused', async () => {
  const { logOf } = await tailing(inNode);
  await expect(logOf({}, { LogType: 'Head' })).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'Head' at 'logType' failed to satisfy constraint: Member must satisfy enum value set: [None, Tail]",
  });
});
