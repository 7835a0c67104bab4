import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Local, startLocal } from '@callback-relay/local';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { eventually } from '../src/world/eventually.ts';

/** What is not granted in the templates is refused on this machine as on AWS, so that a missing permission fails tests. */

const BOOTS_WITHIN_MS = 60_000;
const REFUSED_WITHIN_MS = 30_000;

let app: string;
let local: Local | undefined;

beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), 'callback-relay-permissions-'));
  cpSync(inject('assembly'), app, { recursive: true });
});
afterEach(async () => {
  await local?.stop();
  local = undefined;
  rmSync(app, { recursive: true, force: true });
});

it(
  'a relay without the grant of states:SendTaskSuccess is denied, and says which call',
  async () => {
    editTemplates((template) =>
      template.replaceAll('"states:SendTaskSuccess"', '"states:DescribeExecution"'),
    );
    expect(JSON.parse(await refusal('callback-relay-dev-relay'))).toMatchObject({
      message: 'call denied',
      operation: 'SendTaskSuccess',
      error: 'AccessDeniedException',
    });
  },
  BOOTS_WITHIN_MS,
);

it(
  'a worker that calls SendTaskSuccess itself is refused by name',
  async () => {
    writeFileSync(join(bundleOf('callback-relay-dev-even-odd-worker'), 'index.mjs'), trespassingWorker);
    expect(await refusal('callback-relay-dev-even-odd-worker')).toMatch(
      /AccessDeniedException.*is not authorized to perform: states:SendTaskSuccess/,
    );
  },
  BOOTS_WITHIN_MS,
);

/** Calls Step Functions with the keys of its own role, the way SDKs do, and prints the answer. */
const trespassingWorker = `export async function handler() {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_REGION } = process.env;
  const answer = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AWSStepFunctions.SendTaskSuccess',
      authorization: \`AWS4-HMAC-SHA256 Credential=\${AWS_ACCESS_KEY_ID}/20260101/\${AWS_REGION}/states/aws4_request, SignedHeaders=host, Signature=0\`,
    },
    body: JSON.stringify({ taskToken: 'stolen', output: '{}' }),
  });
  console.log(await answer.text());
}
`;

/** Runs an execution, and gives back the first line in a function's log that tells of denied access. */
async function refusal(functionName: string): Promise<string> {
  const lines: string[] = [];
  local = await startLocal({ app });
  local.onLog((entry) => {
    if (entry.kind === 'line' && entry.functionName === functionName) lines.push(entry.text);
  });
  const stateMachineArn = local.resources.find(({ name }) => name === 'callback-relay-dev-even-odd')?.arn;
  const states = new SFNClient(local.clientConfig);
  try {
    await states.send(new StartExecutionCommand({ stateMachineArn, input: '{"number": 12}' }));
    return await eventually(`a refusal in the log of ${functionName}`, REFUSED_WITHIN_MS, async () =>
      lines.find((line) => line.includes('AccessDenied')),
    );
  } finally {
    states.destroy();
  }
}

function editTemplates(edit: (template: string) => string): void {
  for (const file of readdirSync(app).filter((name) => name.endsWith('.template.json'))) {
    const path = join(app, file);
    writeFileSync(path, edit(readFileSync(path, 'utf8')));
  }
}

interface Template {
  readonly Resources: Record<
    string,
    { Properties?: { FunctionName?: string }; Metadata?: Record<string, string> }
  >;
}

/** The folder that a function's code was bundled into. */
function bundleOf(functionName: string): string {
  for (const file of readdirSync(app).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(app, file), 'utf8')) as Template;
    const found = Object.values(Resources).find(
      ({ Properties }) => Properties?.FunctionName === functionName,
    );
    const folder = found?.Metadata?.['aws:asset:path'];
    if (folder !== undefined) return join(app, folder);
  }
  throw new Error(`no template has a function ${functionName}`);
}
