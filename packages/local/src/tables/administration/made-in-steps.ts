import type { Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';

export interface Parts<Result> {
  /** Puts the items there. */
  readonly fill: () => Steps<void>;
  /** Makes what has them, in one moment. */
  readonly finish: () => Result;
}

/** A table's worth of items that is put together in steps, and then there at once. What fails, or is killed, leaves none. */
export function* madeInSteps<Result>(
  engine: Engine,
  id: number,
  { fill, finish }: Parts<Result>,
): Steps<Result> {
  const items = engine.clearings.addUnlessKept(id);
  try {
    yield* fill();
    return engine.atomically(() => {
      items.keep();
      return finish();
    });
  } finally {
    items.end();
  }
}
