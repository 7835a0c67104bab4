import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pastDeadline } from '../src/cases/ending.ts';
import { success } from '../src/cases/outcome.ts';
import { refusedByTheBus } from '../src/cases/publishing.ts';
import { unknownFields } from '../src/cases/reading.ts';
import { duplicateRequest, retriedTask } from '../src/cases/repetition.ts';
import { checkRequirements } from '../src/check-requirements.ts';
import { defaultPayloads } from '../src/payloads.ts';
import { openStage } from '../src/stage/open-stage.ts';

// The ten-line workers of docs/contract.md, as they stand there.
const page = readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8');

function snippet(heading: string): string {
  const section = page.split(/^### /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return /```\w+\n(.*?)```/s.exec(section)?.[1] ?? '';
}

const timeouts = { answerSeconds: 30, exitSeconds: 5 };
const tenLines = [success, duplicateRequest, retriedTask, unknownFields, pastDeadline, refusedByTheBus];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'snippets-'));
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function failuresOf(file: string, text: string, ...command: string[]): Promise<readonly string[]> {
  expect(text).not.toBe('');
  writeFileSync(join(folder, file), text);
  const { stage, close } = await openStage(
    { command: [...command, join(folder, file)], host: 'process' },
    defaultPayloads,
    timeouts,
  );
  try {
    const reports = await checkRequirements(tenLines, stage, () => {});
    return reports.flatMap(({ name, came }) => (came === undefined ? [] : [`${name}: ${came}`]));
  } finally {
    await close();
  }
}

const can = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hasBoto3 = can(
  'python3',
  '-c',
  'import boto3, datetime; datetime.datetime.fromisoformat("2026-01-01T00:00:00Z")',
);
const hasCli = can('aws', '--version') && can('jq', '--version') && can('bash', '--version');

describe('the ten-line worker', () => {
  it('in TypeScript keeps what the page says of it', async () => {
    expect(await failuresOf('worker.mts', snippet('TypeScript'), process.execPath)).toEqual([]);
  });

  it.skipIf(!hasBoto3)(
    `in Python keeps what the page says of it${hasBoto3 ? '' : ' (skipped: no boto3)'}`,
    async () => {
      expect(await failuresOf('worker.py', snippet('Python'), 'python3')).toEqual([]);
    },
  );

  // One message a run, so the test runs it over and over; an empty receive is a run too.
  it.skipIf(!hasCli)(`of the AWS CLI answers${hasCli ? '' : ' (skipped: no AWS CLI with jq)'}`, async () => {
    const once = snippet('AWS CLI').replace('--wait-time-seconds 20', '--wait-time-seconds 1');
    // `aws sqs` of AWS CLI 1 takes its endpoint from the option only, not from AWS_ENDPOINT_URL.
    const aws = 'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }';
    const loop = `${aws}\ncd ${folder}\nwhile true; do\n${once}\ndone\n`;
    writeFileSync(join(folder, 'worker.sh'), loop);
    const { stage, close } = await openStage(
      { command: ['bash', join(folder, 'worker.sh')], host: 'process' },
      defaultPayloads,
      timeouts,
    );
    try {
      const [report] = await checkRequirements([success], stage, () => {});
      expect(report?.came).toBeUndefined();
    } finally {
      await close();
    }
  });
});
