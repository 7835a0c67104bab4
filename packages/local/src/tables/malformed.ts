import type { Input } from '../foundation/requested-action.ts';

/** Policies are asked before an operation looks at its input: what is not of the right shape says nothing there. */
export function asObject(value: unknown): Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : {};
}

export function asObjects(value: unknown): Input[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}
