/** IDs that are drawn, or counted, in the order in which they were asked for. */
const names = /([0-9a-f]{32}|event-\d+|(?:relay|requester)#\d+|(?:relay|deferred)-queue-\d+(?:\/\d+)?)/;

/** A text without its names, and its parts: every other one is a name. */
interface Read {
  readonly nameless: string;
  readonly parts: readonly string[];
}

/** Texts come again in thousands of schedules, and reading one takes longer than all that is done with it. */
const known = new Map<string, Read>();
const MOST_KNOWN = 50_000;

function read(text: string): Read {
  const before = known.get(text);
  if (before !== undefined) return before;
  const parts = text.split(names);
  const fresh = { nameless: parts.filter((_, at) => at % 2 === 0).join(''), parts };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, fresh);
  return fresh;
}

/** By what is in them beside names. */
export function inOrder(texts: readonly string[]): readonly string[] {
  return texts
    .map((text) => ({ text, ...read(text) }))
    .sort((a, b) => (a.nameless < b.nameless ? -1 : a.nameless > b.nameless ? 1 : 0))
    .map(({ text }) => text);
}

/** All texts in a line each, with a number for each name: the same for two lists that differ in their names alone. */
export function renamed(texts: readonly string[]): string {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return `~${number}`;
  };
  return texts
    .map((text) =>
      read(text)
        .parts.map((part, at) => (at % 2 === 0 ? part : numberOf(part)))
        .join(''),
    )
    .join('\n');
}
