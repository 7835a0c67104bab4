import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A change of the code that no test notices. */
export interface Survivor {
  /** From the package's folder. */
  readonly file: string;
  readonly line: number;
  /** The line that is changed, without its indentation. */
  readonly source: string;
  readonly mutator: string;
  readonly replacement: string;
}

const toleratedSchema = z.strictObject({
  package: z.string(),
  file: z.string(),
  source: z.string(),
  replacement: z.string(),
  reason: z.string().min(10),
});

export type Tolerated = z.infer<typeof toleratedSchema>;

/** @throws Error when an entry is malformed or has no reason. */
export function readTolerated(file: URL): readonly Tolerated[] {
  return z.array(toleratedSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Whether the survivor is one that is tolerated: known by its line's text, so that lines may move. */
export function isTolerated(survivor: Survivor, tolerated: readonly Tolerated[]): boolean {
  return tolerated.some(
    ({ file, source, replacement }) =>
      file === survivor.file && source === survivor.source && replacement === survivor.replacement,
  );
}
