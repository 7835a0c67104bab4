import { z } from 'zod';
import { sightingSchema, stepSchema } from '../relation/step.ts';
import { type Trace, traceKind, traceVersion } from './trace.ts';

/** A file that is no trace, or not one that this version checks. */
export class TraceFileError extends Error {
  override readonly name = 'TraceFileError';
}

const headSchema = z.object({
  trace: z.literal(traceKind),
  version: z.int(),
  seed: z.int().optional(),
});
const lineSchema = z.discriminatedUnion('call', [...stepSchema.options, ...sightingSchema.options]);
const endSchema = z.strictObject({ end: z.int() });

/** JSON Lines: what it is, one line a step, and the number of steps, which shows that nothing was cut off. */
export function textOfTrace({ seed, steps }: Trace): string {
  const head = { trace: traceKind, version: traceVersion, ...(seed !== undefined && { seed }) };
  return [head, ...steps, { end: steps.length }].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** @throws TraceFileError with the line, what it holds, and what to do. */
export function readTrace(text: string): Trace {
  const lines = text.split('\n');
  const [first = '', ...rest] = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  const { seed } = headOf(first);
  const last = endSchema.safeParse(parsed(rest.at(-1) ?? '', rest.length + 1, isCutShort(rest.length)));
  const steps = (last.success ? rest.slice(0, -1) : rest).map((line, at) => stepOf(line, at + 2));
  if (!last.success) throw new TraceFileError(isCutShort(steps.length));
  if (last.data.end !== steps.length) {
    throw new TraceFileError(
      `the trace has ${steps.length} steps, and its end says ${last.data.end}: lines are missing or were added; record it again`,
    );
  }
  return { seed, steps };
}

const isCutShort = (steps: number) =>
  `the trace is cut short: after ${steps} lines it has no {"end": …}; let the run that records it come to its end`;

function headOf(line: string): { readonly seed?: number | undefined } {
  const head = headSchema.safeParse(parsed(line, 1));
  if (!head.success) {
    throw new TraceFileError(
      `line 1 is not the head of a trace, {"trace":"${traceKind}","version":${traceVersion}}: ${excerpt(line)}`,
    );
  }
  if (head.data.version !== traceVersion) {
    throw new TraceFileError(
      `the trace is of version ${head.data.version}, and this checks version ${traceVersion}: record it again, or check it with the version that recorded it`,
    );
  }
  return head.data;
}

function stepOf(line: string, number: number): Trace['steps'][number] {
  const value = parsed(line, number);
  const step = lineSchema.safeParse(value);
  if (step.success) return step.data;
  const call = z.object({ call: z.string() }).safeParse(value);
  const calls = lineSchema.options.map(({ shape }) => shape.call.value);
  if (call.success && !(calls as string[]).includes(call.data.call)) {
    throw new TraceFileError(
      `line ${number}: unknown step ${JSON.stringify(call.data.call)}; there are ${calls.join(', ')}`,
    );
  }
  const issues = step.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new TraceFileError(`line ${number} is not a step: ${issues.join('; ')}`);
}

function parsed(line: string, number: number, otherwise?: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new TraceFileError(otherwise ?? `line ${number} is not JSON: ${excerpt(line)}`);
  }
}

function excerpt(line: string): string {
  return line === '' ? 'it is empty' : line.slice(0, 80);
}
