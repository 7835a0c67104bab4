import type { FunctionLine } from './lambda/functions/functions.ts';
import type { InvocationReport } from './lambda/functions/invoke.ts';
import type { Mapping } from './lambda/mappings/mapping.ts';

/** Who is told what happens, for logs and tests. */
export interface Observers {
  readonly line: (line: FunctionLine) => void;
  readonly invocation: (report: InvocationReport) => void;
  readonly mapping: (mapping: Mapping, result: string) => void;
}
