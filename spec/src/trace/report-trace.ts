import { readFileSync } from 'node:fs';
import { checkTrace, type OutsideStep } from './check-trace.ts';
import { readTrace, TraceFileError } from './trace-file.ts';

export interface TraceReport {
  /** 0 when every step is one that the specification allows, 1 when not, 2 when the file is no trace. */
  readonly exitCode: 0 | 1 | 2;
  readonly out: string;
  readonly error: string;
}

/** Checks the trace in a file, for people or as one line of JSON. */
export function reportTrace(file: string, { json }: { readonly json: boolean }): TraceReport {
  try {
    const { seed, steps } = readTrace(readFileSync(file, 'utf8'));
    const { outside, ...counts } = checkTrace({ steps });
    const report = { trace: file, ...(seed !== undefined && { seed }), ...counts };
    const stepsOutsideModel = outside.length;
    return {
      exitCode: stepsOutsideModel === 0 ? 0 : 1,
      out: json
        ? `${JSON.stringify({ ...report, stepsOutsideModel, outside })}\n`
        : `${outside.map(sentence).join('')}${counts.steps} steps of ${counts.rows} rows, ${stepsOutsideModel} outside the model\n`,
      error: '',
    };
  } catch (error) {
    if (!(error instanceof TraceFileError) && !isFileError(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { exitCode: 2, out: '', error: `model: ${file}: ${message}\n` };
  }
}

function sentence({ step, row, by, call, why }: OutsideStep): string {
  return `step ${step}, row ${row}, ${by}, ${call}: ${why}\n`;
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
