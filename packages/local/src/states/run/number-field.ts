import type { State } from '../asl/state.ts';
import type { Frame } from '../execution/execution.ts';
import { type Json, numberOf } from '../json.ts';
import { languageOf, type Run, viewOf } from './run.ts';

/** Digits in a text are taken as the number where a path refers to them, as on AWS. */
export const asNumber = (value: Json): number | undefined =>
  typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : numberOf(value);

/** A field that is a whole number of `least` and more; undefined where it is not given. Throws where it is another value. */
export const integerField = async (
  run: Run,
  frame: Frame,
  state: State,
  name: string,
  least: number,
): Promise<number | undefined> => {
  const language = languageOf(run, state);
  const value = await language.field(state, name, viewOf(run, frame, state));
  if (value === undefined) return undefined;
  const number = asNumber(value);
  if (number !== undefined && Number.isInteger(number) && number >= least) return number;
  throw language.wrongField(state, name, 'integer', value);
};
