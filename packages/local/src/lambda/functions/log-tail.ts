import type { LocalFunction } from './function.ts';
import type { ErrorPayload } from './sandbox/message.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax */
const LONGEST_TAIL_BYTES = 4096;

/** The last lines that one invocation printed: no more than an answer has room for. */
export interface PrintedLines {
  add(line: string): void;
  all(): readonly string[];
}

export function createPrintedLines(): PrintedLines {
  const lines: string[] = [];
  let characters = 0;
  return {
    add(line) {
      lines.push(line);
      characters += line.length;
      while (characters - (lines[0]?.length ?? 0) > LONGEST_TAIL_BYTES) {
        characters -= lines.shift()?.length ?? 0;
      }
    },
    all: () => lines,
  };
}

/** How long an invocation took, in milliseconds. */
export interface Timing {
  readonly durationMs: number;
  /** Of the instance, where it was started for the invocation. */
  readonly initMs?: number;
}

export interface LoggedInvocation extends Timing {
  readonly requestId: string;
  readonly version: string;
  readonly printed: PrintedLines;
  readonly error?: ErrorPayload;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

/** The end of an invocation's log in Base64, as an answer carries it. What it took of the memory is not measured. */
export function logResult({ memoryMb, runtime }: LocalFunction, invocation: LoggedInvocation): string {
  const { requestId, version, printed, durationMs, initMs } = invocation;
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs + (initMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
  ];
  const lines = [
    `START RequestId: ${requestId} Version: ${version}`,
    ...printed.all(),
    ...faultLines(runtime, invocation),
    `END RequestId: ${requestId}`,
    `${report.join('\t')}\t`,
  ];
  const log = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return log.subarray(-LONGEST_TAIL_BYTES).toString('base64');
}

/** What Lambda and its runtimes say of an invocation that failed; a `bootstrap` says it itself. */
function faultLines(runtime: string, { error, requestId, endedAt }: LoggedInvocation): string[] {
  if (error === undefined) return [];
  const { errorType, errorMessage } = error;
  const at = new Date(endedAt).toISOString();
  if (errorType === 'Sandbox.Timedout')
    return [`${at} ${requestId} ${errorMessage.split(' Error: ')[1]}`, ''];
  if (errorType?.startsWith('Runtime.')) return [errorMessage, errorType];
  if (runtime.startsWith('nodejs'))
    return [`${at}\t${requestId}\tERROR\tInvoke Error \t${JSON.stringify(error)}`];
  return runtime.startsWith('python') ? [`[ERROR] ${errorType}: ${errorMessage}`] : [];
}
