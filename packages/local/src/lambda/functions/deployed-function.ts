import type { FunctionKeys, LocalFunction } from './function.ts';
import type { Pool } from './pool.ts';

/** A function with what runs it. */
export interface DeployedFunction {
  readonly fn: LocalFunction;
  readonly pool: Pool;
  readonly keys: FunctionKeys;
}
