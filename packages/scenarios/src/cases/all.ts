import type { Scenario } from '../scenario.ts';
import { again } from './again.ts';
import { answered } from './answered.ts';
import { anyOrder } from './any-order.ts';
import { broken } from './broken.ts';
import { downtime } from './downtime.ts';
import { parallel } from './parallel.ts';
import { time } from './time.ts';
import { tooLate } from './too-late.ts';
import { whoMayAnswer } from './who-may-answer.ts';

/** The suite, in the order in which it runs. */
export const allScenarios: readonly Scenario[] = [
  ...answered,
  ...parallel,
  ...time,
  ...again,
  ...anyOrder,
  ...whoMayAnswer,
  ...broken,
  ...tooLate,
  ...downtime,
];
