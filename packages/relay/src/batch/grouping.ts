import type { Item } from './item.ts';

/** The items of a batch that are about one callback, in order: they are handled one after the other. */
export function groupsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const groups = Map.groupBy(items, ({ record, message }) =>
    message.kind === 'ended' || message.kind === 'refused'
      ? `message ${record.messageId}`
      : message.correlationId,
  );
  return [...groups.values()];
}
