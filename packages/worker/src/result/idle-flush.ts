import type { Outbox } from './outbox.ts';

/**
 * Runs pieces of work over one outbox. When the last that is at work sends its result or ends, nothing more is to
 * be expected soon, and the outbox is flushed instead of waiting for company.
 */
export function flushingWhenIdle(outbox: Outbox) {
  let working = 0;
  return async <T>(run: (outbox: Outbox) => Promise<T>): Promise<T> => {
    let atWork = true;
    working += 1;
    const rest = (): void => {
      if (atWork) working -= 1;
      atWork = false;
      if (working === 0) outbox.flush();
    };
    const send: Outbox['send'] = (entry) => {
      const sent = outbox.send(entry);
      rest();
      return sent;
    };
    try {
      return await run({ ...outbox, send });
    } finally {
      rest();
    }
  };
}
