import { channel } from 'node:diagnostics_channel';

/** Where a process hears of the branches that it takes: tests and the simulation subscribe, production does not. */
const taken = channel('callback-relay:marks');

/**
 * Names the branch of the protocol that is taken here: `area/branch`, a literal that stands nowhere else. Without a
 * subscriber it costs a look at a flag. Returns `value`, so that it can stand in an expression.
 */
export function mark(name: string): void;
export function mark<Value>(name: string, value: Value): Value;
export function mark<Value>(name: string, value?: Value): Value | undefined {
  if (taken.hasSubscribers) taken.publish(name);
  return value;
}

/** Calls `listener` with the name of each branch that is taken, until the function that it returns is called. */
export function onMark(listener: (name: string) => void): () => void {
  const heard = (name: unknown) => listener(String(name));
  taken.subscribe(heard);
  return () => void taken.unsubscribe(heard);
}
