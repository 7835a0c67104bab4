import type { Stage } from './stage/stage.ts';

/** One thing that the contract asks of a worker. */
export interface ConformanceCase {
  readonly name: string;
  /** What a worker that keeps the contract does. */
  readonly expected: string;
  /** Answers undefined when that is what came, and else what came instead. */
  play(stage: Stage): Promise<string | undefined>;
}
