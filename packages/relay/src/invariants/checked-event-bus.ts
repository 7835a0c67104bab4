import type { EventBus } from '../ports/relay.ts';
import { InvariantError, type Reporter } from './invariant-error.ts';

const tokenIsASecret = { promise: 7, rule: 'no event has a task token in it' };

/** The event bus, with a look for the batch's task tokens in what is published: such an entry is refused, and no other. */
export function checkedEventBus(eventBus: EventBus, tokens: ReadonlySet<string>, report: Reporter): EventBus {
  return {
    async putEvents(entries) {
      const hasToken = entries.map(({ detail }) => [...tokens].some((token) => detail.includes(token)));
      for (const _ of hasToken.filter(Boolean)) report(tokenIsASecret);
      const clean = entries.filter((_, at) => !hasToken[at]);
      const answers = clean.length === 0 ? [] : await eventBus.putEvents(clean);
      let next = 0;
      return entries.map((_, at) =>
        hasToken[at] ? new InvariantError(tokenIsASecret).name : answers[next++],
      );
    },
  };
}
