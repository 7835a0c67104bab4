/** Test helper: a generator that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;

/** What a client may put where something else belongs. No number in it asks for a long poll. */
const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_992,
  '',
  'x',
  'x'.repeat(100_000),
  '\u0000',
  '\ud800',
  '{"half',
  '[]',
  '__proto__',
  'arn:aws:sqs:us-east-1:000000000000:',
  [],
  {},
  [null],
  [[]],
  [{}],
  { constructor: 1 },
  { S: 1 },
  { N: 'x' },
  nested(30),
  nested(200),
  nested(3000),
];

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** One to three mutations of the input, as JSON text; now and then of the text itself. */
export function mutate(input: unknown, random: Random): string {
  let mutated = input;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1)
    mutated = mutateValue(mutated, random);
  const text = JSON.stringify(mutated);
  return random() < 0.03 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

function mutateValue(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random() < 0.8) return mutateList(value, random);
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && random() < 0.9)
    return mutateMember(value as Record<string, unknown>, random);
  return pick(odd, random);
}

function mutateList(list: readonly unknown[], random: Random): unknown[] {
  const at = Math.floor(random() * list.length);
  const choice = random();
  if (choice < 0.1) return [];
  if (choice < 0.2 && isShort(list[0])) return Array.from({ length: 101 }, () => list[0]);
  if (choice < 0.3) return [...list, pick(odd, random)];
  return list.with(at, mutateValue(list[at], random));
}

/** Copies of copies would make a request of many megabytes, which takes longer to write than to answer. */
function isShort(value: unknown): boolean {
  return (JSON.stringify(value) ?? '').length < 10_000;
}

function mutateMember(value: Record<string, unknown>, random: Random): Record<string, unknown> {
  const key = pick(Object.keys(value), random);
  const choice = random();
  if (choice < 0.15) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  if (choice < 0.25)
    return { ...value, [pick(['__proto__', '', 'Unknown', 'x'.repeat(300)], random)]: pick(odd, random) };
  return { ...value, [key]: mutateValue(value[key], random) };
}
