import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { LocalFunction } from './function.ts';
import { exitError, type Sandbox, type SandboxEvents } from './instance.ts';
import { pythonClient } from './python-client.ts';
import { startRuntimeApi } from './runtime-api.ts';
import { runtimeError } from './sandbox/error-payload.ts';

/** A line that goes on for longer is cut into several. */
const LONGEST_LINE = 65_536;

/** A process that speaks Lambda's Runtime API: Python, or a `bootstrap` of any language. */
export function startProcess(
  fn: LocalFunction,
  environment: Readonly<Record<string, string>>,
  events: SandboxEvents,
): Sandbox {
  const api = startRuntimeApi(events);
  let child: ChildProcess | undefined;
  let stopped = false;

  void api.address.then((address) => {
    if (stopped) return;
    const [program, args] = commandOf(fn);
    // A group of its own, so that what it starts ends with it.
    child = spawn(program, args, {
      cwd: fn.codeDirectory,
      env: { ...environment, AWS_LAMBDA_RUNTIME_API: address },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) readLines(stream, events.line);
    child.on('error', (error) => events.ended(runtimeError('Runtime.InvalidEntrypoint', error.message)));
    child.on('exit', (code) => events.ended(exitError(code, events.requestId())));
  });

  return {
    invoke(call) {
      if (call.isCrashed) kill(child);
      else api.invoke(call);
    },
    load: () => 0,
    async stop() {
      stopped = true;
      api.stop();
      kill(child);
    },
  };
}

function commandOf({ runtime, codeDirectory, handler }: LocalFunction): [program: string, args: string[]] {
  if (runtime.startsWith('python')) return ['python3', ['-u', '-c', pythonClient, codeDirectory, handler]];
  return [join(codeDirectory, 'bootstrap'), []];
}

function kill(child: ChildProcess | undefined): void {
  if (child?.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function readLines(stream: NodeJS.ReadableStream, line: (text: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) line(part);
    while (rest.length > LONGEST_LINE) {
      line(rest.slice(0, LONGEST_LINE));
      rest = rest.slice(LONGEST_LINE);
    }
  });
  stream.on('end', () => {
    if (rest !== '') line(rest);
  });
}
