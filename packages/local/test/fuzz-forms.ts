import type { randomFrom } from './fuzz-mutations.ts';

type Random = ReturnType<typeof randomFrom>;

/** Test helper: members as the query protocol's form has them, and now and then a form that no SDK writes. */
export function formOf(action: string, members: unknown, random: Random): string {
  const pairs: [string, string][] = [];
  flatten('', members, pairs);
  if (random() < 0.1) pairs.push([oddPath(random), 'x']);
  const form = new URLSearchParams([['Action', action], ['Version', '2010-03-31'], ...pairs]).toString();
  return random() < 0.03 ? `${form}&%E0%A4%A&=&&x` : form;
}

const ODD_PATHS = [
  ...[
    '__proto__.x',
    'Attributes.entry.1.key.x',
    'Attributes.entry.x',
    'Attributes.member.1',
    'TopicArn.x',
    '.',
  ],
  ...[
    'PublishBatchRequestEntries.member.999999999.Id',
    'MessageAttributes.entry.1.Value',
    'constructor',
    'a..b',
  ],
  `Attributes${'.entry.1'.repeat(3000)}`,
];

const oddPath = (random: Random) => ODD_PATHS[Math.floor(random() * ODD_PATHS.length)] ?? '';

/** Deeper, a path is as long as the form may be. */
const DEEPEST = 200;

function flatten(path: string, value: unknown, into: [string, string][], depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) {
    into.push([path, String(value ?? '')]);
    return;
  }
  if (Array.isArray(value)) {
    for (const [at, element] of value.entries())
      flatten(`${path}.member.${at + 1}`, element, into, depth + 1);
    return;
  }
  const isMap = path.endsWith('Attributes');
  for (const [at, [key, member]] of Object.entries(value).entries()) {
    if (!isMap) flatten(path === '' ? key : `${path}.${key}`, member, into, depth + 1);
    else {
      into.push([`${path}.entry.${at + 1}.key`, key]);
      flatten(`${path}.entry.${at + 1}.value`, member, into, depth + 1);
    }
  }
}
