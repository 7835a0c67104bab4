import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const [, major, minor] =
  /^aws-cli\/(\d+)\.(\d+)/
    .exec(spawnSync('aws', ['--version'], { encoding: 'utf8' }).stdout ?? '')
    ?.map(Number) ?? [];

/** Test helper: whether the AWS CLI on the path speaks SQS's JSON protocol. */
export const awsCliIsUsable = (major === 1 && Number(minor) >= 30) || (major === 2 && Number(minor) >= 14);

/** Some Pythons take a second to start, and a transcript starts a dozen. */
const TIMEOUT_MS = 100_000;

interface Step {
  /** One command, perhaps over several lines. */
  readonly command: string;
  /** What it prints; `…` stands for anything. */
  readonly prints: string;
}

/** Test helper: runs a document's `console` block in one shell, and holds what each command prints to it. */
export async function runTranscript(
  document: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const steps = readTranscript(readFileSync(document, 'utf8'));
  expect(steps.length).toBeGreaterThan(0);
  const mark = 'the end of a command';
  const script = steps.map(({ command }) => `${command}\necho '${mark}'\n`).join('');
  const bash = spawn('bash', ['-euc', script], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  const said = { out: '', err: '' };
  bash.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  bash.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  await once(bash, 'close');
  const printed = said.out.split(`${mark}\n`);
  for (const [index, { command, prints }] of steps.entries()) {
    expect(printed[index], `${command}\n${said.err}`).toMatch(pattern(prints));
  }
  expect(printed.length, said.err).toBe(steps.length + 1);
}

/** A line with `$ ` begins a command, lines with `> ` go on with it, others are what it prints. */
function readTranscript(text: string): Step[] {
  const block = /```console\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const lines = part.split('\n');
      const end = lines.findIndex((line, index) => index > 0 && !line.startsWith('> '));
      const command = lines.slice(0, end).map((line, index) => (index === 0 ? line : line.slice(2)));
      return { command: command.join('\n'), prints: lines.slice(end).join('\n') };
    });
}

function pattern(prints: string): RegExp {
  const literal = prints.split('…').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^\\n]*')}$`);
}
