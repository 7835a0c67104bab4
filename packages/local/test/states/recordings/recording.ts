import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../src/states/json.ts';

/** One thing that was done to AWS: a call, or `wait`, `consumer` and `activity worker`. */
export interface RecordedStep {
  readonly call: string;
  readonly input: JsonObject;
  readonly definition?: Json;
  /** Instead of `definition` where the text itself counts. */
  readonly definitionText?: string;
  readonly repeat?: boolean;
}

/** What AWS answered to one step. */
export interface RecordedAnswer {
  readonly key: string;
  readonly step: number;
  readonly kind: 'history' | 'execution' | 'answer' | 'error' | 'messages';
  readonly events?: Json[];
  readonly answer?: Json;
  readonly error?: JsonObject;
  readonly status?: number;
  /** The path into the answer; JSON text on the way is parsed. */
  readonly at?: (string | number)[];
  /** The lists of these steps are put together. */
  readonly pages?: number[];
  readonly unordered?: boolean;
}

export interface RecordedFunction {
  readonly name: string;
  readonly behaviour: 'echo' | 'return' | 'raise' | 'sleep' | 'return-large' | 'return-text';
  readonly value?: Json;
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly seconds?: number;
  readonly letters?: number;
  readonly text?: string;
}

export interface RecordedCase {
  readonly name: string;
  readonly suite: string;
  /** When: `20-07-2024, 08:30:22`. */
  readonly recorded?: string;
  readonly needs: string[];
  readonly steps: RecordedStep[];
  readonly functions: RecordedFunction[];
  readonly expected: RecordedAnswer[];
  /** Bare words that stand for a value that differs from run to run. */
  readonly placeholders?: string[];
}

/**
 * The recordings lie beside the repository, not in it. STEP_FUNCTIONS_RECORDINGS names another folder, as a checkout
 * that does not lie beside them needs it.
 */
export const recordingsFolder =
  process.env.STEP_FUNCTIONS_RECORDINGS ??
  join(import.meta.dirname, '../../../../../../shared/fidelity/executions');

export const recordingsArePresent = existsSync(recordingsFolder);

const readSuite = (file: string): RecordedCase[] => {
  const suite = JSON.parse(readFileSync(join(recordingsFolder, file), 'utf8')) as
    | RecordedCase[]
    | { cases: RecordedCase[] };
  return Array.isArray(suite) ? suite : suite.cases;
};

export const readRecordings = (): RecordedCase[] =>
  readdirSync(recordingsFolder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap(readSuite);
