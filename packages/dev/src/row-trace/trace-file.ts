import { closeSync, openSync, writeSync } from 'node:fs';
import { UsageError } from '../options.ts';
import type { RowStep } from './row-steps.ts';

/** A file that steps are added to. Without its end it is cut short, and its reader says so. */
export interface TraceFile {
  add(step: RowStep): void;
  /** Gives back how many steps it has. */
  end(): number;
}

/** What `pnpm model --trace FILE` reads, by the version of its lines. */
const head = { trace: 'callback-relay-rows', version: 4 };

/**
 * @param failed hears, once, why nothing more can be written: the session goes on without
 * @throws UsageError where the file can't be written
 */
export function openTraceFile(path: string, failed: (why: string) => void): TraceFile {
  let file: number | undefined;
  let steps = 0;
  const write = (line: object) => {
    if (file === undefined) return;
    try {
      writeSync(file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      close();
      failed(`--trace ${path}: ${(error as Error).message}; the trace is cut short after ${steps} steps`);
    }
  };
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw new UsageError(`--trace ${path}: ${(error as Error).message}`);
  }
  write(head);
  return {
    add(step) {
      write(step);
      steps += 1;
    },
    end() {
      write({ end: steps });
      close();
      return steps;
    },
  };
}
