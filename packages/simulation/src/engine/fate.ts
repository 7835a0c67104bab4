import type { FaultRates } from './fault-rates.ts';
import type { Randomness } from './randomness.ts';

/** What becomes of a call beside doing its work. */
export type Fate =
  | 'answered'
  | keyof Pick<FaultRates, 'crashBefore' | 'crashAfter' | 'answerLost' | 'throttled' | 'sentTwice' | 'late'>
  | 'refused'
  | 'failed'
  | 'hungBefore'
  | 'hungAfter';

/** Decides what becomes of a call at the moment at which it is made. */
export type DrawFate = (random: Randomness, rates: FaultRates) => Fate;

/**
 * Decides what becomes of a call that nothing has struck by the moment at which it arrives. Where every schedule is tried,
 * this is decided here and not before: until then a call that will be struck is like any other.
 */
export type FateOnArrival = (
  operation: string,
) => Extract<Fate, 'answered' | 'crashBefore' | 'crashAfter' | 'answerLost'>;

/** By chance, as often as `rates` say. */
export const drawFate: DrawFate = (random, rates) => {
  let at = random.fraction();
  const fates: readonly (readonly [Fate, number])[] = [
    ['crashBefore', rates.crashBefore],
    ['crashAfter', rates.crashAfter],
    ['answerLost', rates.answerLost],
    ['throttled', rates.throttled],
    ['refused', rates.serverError / 2],
    ['failed', rates.serverError / 2],
    ['hungBefore', rates.hangs / 2],
    ['hungAfter', rates.hangs / 2],
    ['sentTwice', rates.sentTwice],
    ['late', rates.late],
  ];
  for (const [fate, rate] of fates) {
    if (at < rate) return fate;
    at -= rate;
  }
  return 'answered';
};
