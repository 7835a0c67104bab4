import type { Stage } from './stage/stage.ts';

/** One thing that the contract asks of a worker. */
export interface Requirement {
  /** Stays the same when the words change: `CR-104`. */
  readonly id: string;
  readonly name: string;
  /** The section of docs/contract.md that asks for it, as its anchor. */
  readonly section: string;
  /** What a worker that keeps it does. */
  readonly expected: string;
  /** Requirements without which this one cannot be checked: it is not, where one of them is broken. */
  readonly needs: readonly string[];
  /** Resolves to undefined where the worker keeps it, and else to what came instead. */
  check(stage: Stage): Promise<string | undefined>;
}

/** Where docs/contract.md is read, for a link to each requirement. */
export const contractPage = 'docs/contract.md';

export function linkOf({ section }: Requirement): string {
  return `${contractPage}#${section}`;
}
