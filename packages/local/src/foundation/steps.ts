/**
 * Work that may take long, as steps: between two of them the runtime can do other things. A step that gives a promise
 * goes on when that is fulfilled.
 */
export type Steps<Result> = Generator<Promise<unknown> | undefined, Result, void>;

/** Milliseconds that work in steps goes on without a turn of the event loop. */
const LONGEST_SLICE_MS = 10;

/** Values after which work that goes through many of them ends a step. */
const VALUES_A_STEP = 256;

let values = 0;

/** To be asked for each value: whether it is time for the end of a step. */
export function isStepDue(): boolean {
  values = (values + 1) % VALUES_A_STEP;
  return values === 0;
}

/** Whether an operation's answer is one, or the steps to it. */
export function isSteps<Result>(value: Result | Steps<Result>): value is Steps<Result> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'next' in value;
}

/** What becomes of each element, a step for each. */
export function* each<Element, Result>(
  elements: readonly Element[],
  work: (element: Element) => Result,
): Steps<Result[]> {
  const results: Result[] = [];
  for (const element of elements) {
    results.push(work(element));
    yield;
  }
  return results;
}

/** The steps, with how many they were. */
export function* counted<Result>(steps: Steps<Result>): Steps<{ result: Result; count: number }> {
  for (let count = 0; ; count += 1) {
    const { done, value } = steps.next();
    if (done) return { result: value, count };
    yield value;
  }
}

/** All steps without a pause, for what is known to be small. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value !== undefined) throw new TypeError('Steps that wait cannot be done at once.');
  }
}

/** What each step is made within. */
export type AroundStep = <Result>(step: () => Result) => Result;

let sliceBegan: number | undefined;

/** Whether work in steps has gone on long enough in this turn of the event loop, all pieces of it together. */
export function isSliceOver(): boolean {
  if (sliceBegan !== undefined) return performance.now() - sliceBegan >= LONGEST_SLICE_MS;
  beginSlice();
  return false;
}

function beginSlice(): void {
  sliceBegan = performance.now();
  setImmediate(endSlice);
}

function endSlice(): void {
  sliceBegan = undefined;
}

/**
 * The steps in slices of {@link LONGEST_SLICE_MS}. Between two slices the event loop turns, so that one long request
 * leaves the others their time. Nothing begins in a slice that is over: a hundred requests that arrive together, each
 * of a single step, are long work too.
 */
export async function inSlices<Result>(
  steps: Steps<Result>,
  around: AroundStep = (step) => step(),
): Promise<Result> {
  const next = () => steps.next();
  if (isSliceOver()) await nextTurn();
  for (;;) {
    const { done, value } = around(next);
    if (done) return value;
    if (value === undefined && !isSliceOver()) continue;
    try {
      await (value ?? nextTurn());
    } catch (error) {
      // Only its `finally` counts: what it returns is not asked for.
      steps.return(undefined as never);
      throw error;
    }
  }
}

const waiting: (() => void)[] = [];

/** Resolves in a turn of the event loop to come. Of all that waits, as much goes on in a turn as a slice has room for. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(goOn);
  });
}

function goOn(): void {
  beginSlice();
  resumeNext();
}

function resumeNext(): void {
  waiting[0]?.();
  // A tick that a microtask asks for comes when what was resumed has gone as far as it can.
  queueMicrotask(() => process.nextTick(resumed));
}

function resumed(): void {
  waiting.shift();
  if (waiting.length === 0) return;
  if (isSliceOver()) setImmediate(goOn);
  else resumeNext();
}
