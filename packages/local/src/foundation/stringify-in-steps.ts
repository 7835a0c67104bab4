import { isStepDue, type Steps } from './steps.ts';

/** Levels within which a value is taken apart: an answer, its lists, and their elements. */
const LEVELS = 4;

/** `JSON.stringify` in steps, a list's elements and an object's members one after the other. */
export function* stringifyInSteps(value: unknown, levels = LEVELS): Steps<string | undefined> {
  if (levels === 0 || typeof value !== 'object' || value === null || 'toJSON' in value || 'rawJSON' in value)
    return JSON.stringify(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const element of value) {
      parts.push((yield* stringifyInSteps(element, levels - 1)) ?? 'null');
      yield;
    }
    return `[${parts.join(',')}]`;
  }
  for (const [name, member] of Object.entries(value)) {
    const text = yield* stringifyInSteps(member, levels - 1);
    if (text !== undefined) parts.push(`${JSON.stringify(name)}:${text}`);
    if (isStepDue()) yield;
  }
  return `{${parts.join(',')}}`;
}
