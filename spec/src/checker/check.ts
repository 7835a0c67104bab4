import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Exploration, readCheckerOutput } from './checker-output.ts';
import type { Installation } from './installation.ts';

/** What TLC is to explore: the specification with its constants, and what must hold. */
export interface Question {
  /** Values as TLA+ writes them, by the constant's name. */
  readonly constants: Readonly<Record<string, string>>;
  readonly invariants: readonly string[];
  /** A property over whole behaviours. It costs far more than an invariant. */
  readonly property?: string;
  /** Of a state: no state is visited that comes after one for which it does not hold. All are by default. */
  readonly within?: string;
}

export interface CheckOptions {
  readonly workers: number;
  /** TLC is stopped after this. */
  readonly seconds: number;
  /** Expected to end within seconds: then Java's second compiler takes longer than it saves. @default false */
  readonly isShort?: boolean;
}

const specification = fileURLToPath(new URL('../../CallbackRelay.tla', import.meta.url));

/** Java's heap, in MB: a run that needs more fails with TLC's message and not with the machine. */
const HEAP_MB = 3_000;

/** Runs TLC in a folder of its own, which is removed again. */
export async function check(
  { java, jar }: Installation,
  question: Question,
  { workers, seconds, isShort = false }: CheckOptions,
): Promise<Exploration> {
  const folder = await mkdtemp(join(tmpdir(), 'callback-relay-model-'));
  try {
    await copyFile(specification, join(folder, 'CallbackRelay.tla'));
    await writeFile(join(folder, 'Bounds.tla'), moduleOf(question));
    await writeFile(join(folder, 'Bounds.cfg'), configurationOf(question));
    const { text, timedOut } = await run(
      java,
      [
        '-XX:+UseParallelGC',
        `-Xmx${HEAP_MB}m`,
        // TLC unpacks its standard modules there and removes them at its end: two that run side by side need one each.
        `-Djava.io.tmpdir=${folder}`,
        ...(isShort ? ['-XX:TieredStopAtLevel=1'] : []),
        '-cp',
        jar,
        'tlc2.TLC',
        '-tool',
        // Rest is not a deadlock: every promise is asked of it.
        '-deadlock',
        '-workers',
        String(workers),
        'Bounds',
      ],
      folder,
      seconds,
    );
    const exploration = readCheckerOutput(text);
    return timedOut && exploration.violated === undefined
      ? {
          ...exploration,
          complete: false,
          failure: `stopped after ${seconds} s, before it had seen every state`,
        }
      : exploration;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function moduleOf({ constants, within = 'TRUE' }: Question): string {
  const definitions = Object.entries(constants).map(([name, value]) => `The${name} == ${value}`);
  return [
    '---- MODULE Bounds ----',
    'EXTENDS CallbackRelay',
    'CONSTANTS h1, h2, h3',
    ...definitions,
    `Within == ${within}`,
    '====',
    '',
  ].join('\n');
}

function configurationOf({ constants, invariants, property, within }: Question): string {
  return [
    'CONSTANTS h1 = h1 h2 = h2 h3 = h3',
    ...Object.keys(constants).map((name) => `CONSTANT ${name} <- The${name}`),
    ...(property === undefined ? ['INIT Init', 'NEXT Next'] : ['SPECIFICATION Spec', `PROPERTY ${property}`]),
    ...(property === undefined && hasSeveralHandlers(constants) ? ['SYMMETRY Symmetry'] : []),
    ...(within === undefined ? [] : ['CONSTRAINT Within']),
    ...invariants.map((name) => `INVARIANT ${name}`),
    '',
  ].join('\n');
}

/** Which of them does something makes no difference; TLC takes no symmetry of one, and its liveness allows for none. */
function hasSeveralHandlers({ Handlers = '' }: Question['constants']): boolean {
  return Handlers.includes(',');
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  seconds: number,
): Promise<{ readonly text: string; readonly timedOut: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const text: string[] = [];
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.stdout.on('data', (data: Buffer) => text.push(data.toString()));
    child.stderr.on('data', (data: Buffer) => text.push(data.toString()));
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ text: text.join(''), timedOut });
    });
  });
}
