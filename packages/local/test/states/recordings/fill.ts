import type { Json } from '../../../src/states/json.ts';

/** The value at a path of an answer; JSON text on the way is parsed. */
export const valueIn = (root: Json | undefined, path: readonly (string | number)[]): Json | undefined => {
  let value = root;
  for (const step of path) {
    if (typeof value === 'string') value = JSON.parse(value) as Json;
    if (Array.isArray(value) && typeof step === 'number') value = value.at(step);
    else value = (value as Record<string, Json> | null | undefined)?.[String(step)];
  }
  return value;
};

/** Gives the text that a placeholder (`answer 3: executionArn`) stands for; undefined leaves it as it is. */
export type Lookup = (placeholder: string) => Json | undefined;

const fillText = (text: string, lookup: Lookup): Json => {
  const whole = /^<([^<>]+)>$/.exec(text)?.[1];
  const value = whole === undefined ? undefined : lookup(whole);
  if (value !== undefined) return value;
  return text.replace(/<([^<>]+)>/g, (all, name: string) => {
    const found = lookup(name);
    if (found === undefined) return all;
    return typeof found === 'string' ? found : JSON.stringify(found);
  });
};

/** A copy of a step's input with its placeholders filled in. */
export const fill = (value: Json, lookup: Lookup): Json => {
  if (typeof value === 'string') return fillText(value, lookup);
  if (Array.isArray(value)) return value.map((item) => fill(item, lookup));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [String(fillText(name, lookup)), fill(member, lookup)]),
  );
};

/** `<body: Message.TaskToken>` and the like, of a message or an activity's task. */
export const bodyLookup =
  (body: Json): Lookup =>
  (placeholder) => {
    if (placeholder === 'body') return body;
    const [, json, path = ''] = /^(json of )?(?:body|task): (.+)$/.exec(placeholder) ?? [];
    if (path === '') return undefined;
    const found = valueIn(body, path.split('.'));
    return json === undefined ? found : JSON.stringify(found);
  };
