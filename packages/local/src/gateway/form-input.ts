import { AwsError } from '../foundation/aws-error.ts';

/** `PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue` has eight. */
const DEEPEST = 20;

/** Members of a form: a batch of messages with all their attributes has fewer. */
const MOST_MEMBERS = 10_000;

/** @throws AwsError MalformedQueryString when there are more members than any input has */
export function readForm(text: string): URLSearchParams {
  let members = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    members += 1;
    if (members > MOST_MEMBERS) throw malformed(`It has more than ${MOST_MEMBERS} members.`);
  }
  return new URLSearchParams(text);
}

type Tree = { [key: string]: Tree | string };

/**
 * The input that a form of the query protocol carries: `A.B=x` is a member of a member, `A.member.1=x` an element of a
 * list, `A.entry.1.key` (or `Name`) and `.value` (or `Value`) an entry of a map.
 * @throws AwsError MalformedQueryString when an entry's key is not a text, or a member lies deeper than any input has one
 */
export function formInput(form: URLSearchParams): Record<string, unknown> {
  const root: Tree = Object.create(null);
  for (const [path, value] of form) {
    if (path === 'Action' || path === 'Version') continue;
    const parts = path.split('.', DEEPEST + 1);
    if (parts.length > DEEPEST) throw malformed(`A member is more than ${DEEPEST} parts deep.`);
    place(root, parts, value);
  }
  return membersOf(root);
}

function place(tree: Tree, [key = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const child = tree[key];
  const next: Tree = typeof child === 'object' ? child : Object.create(null);
  tree[key] = next;
  place(next, rest, value);
}

function decodedOf(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const { member, entry } = tree;
  if (typeof member === 'object') return Object.values(member).map(decodedOf);
  if (typeof entry === 'object') return Object.fromEntries(Object.values(entry).map(pairOf));
  return membersOf(tree);
}

function membersOf(tree: Tree): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, decodedOf(child)]));
}

function pairOf(entry: Tree | string): [string, unknown] {
  const { key, Name, value, Value }: Tree = typeof entry === 'string' ? {} : entry;
  const name = key ?? Name ?? '';
  if (typeof name !== 'string') throw malformed('The key of an entry must be a text, and has members.');
  return [name, decodedOf(value ?? Value ?? '')];
}

function malformed(what: string): AwsError {
  return new AwsError('MalformedQueryString', `The query string contains a syntax error: ${what}`, 404);
}
