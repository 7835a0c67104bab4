import type { FunctionLine } from './lambda/functions/functions.ts';
import type { InvocationReport, InvocationStart } from './lambda/functions/invoke.ts';
import type { Mapping } from './lambda/mappings/mapping.ts';
import type { WrittenItem } from './tables/tables.ts';

/** Who hears what happens, for logs and tests. */
export interface Observers {
  readonly line: (line: FunctionLine) => void;
  readonly invoking: (start: InvocationStart) => void;
  readonly invocation: (report: InvocationReport) => void;
  readonly mapping: (mapping: Mapping, result: string, requestId?: string) => void;
  readonly item: (written: WrittenItem) => void;
}
