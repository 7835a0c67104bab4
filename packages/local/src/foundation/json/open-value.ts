import { COMMA, skipBlank, unexpected } from './json-signs.ts';

/** A list or object that is open where the reading stands. */
export interface OpenValue {
  readonly isList: boolean;
  readonly opening: number;
  /** Commas between its own members. */
  commas: number;
  /** Where its members begin that are not parsed yet. */
  start: number;
  /** The last comma between its own members; before `start` where there is none. */
  comma: number;
  /** What stands right before `start`. */
  before: 'opening' | 'comma' | 'value';
  /** Once it is read in pieces. */
  value?: unknown[] | Record<string, unknown>;
}

/** Parses all that is whole of what is open, from the outermost on. */
export function parseOpen(json: Buffer, open: readonly OpenValue[]): void {
  for (const [level, one] of open.entries()) {
    one.value ??= one.isList ? [] : {};
    if (one.comma >= one.start) {
      take(json, one, one.comma);
      one.start = one.comma + 1;
      one.before = 'comma';
    }
    const inner = open[level + 1];
    if (inner === undefined || inner.value !== undefined) continue;
    inner.value = inner.isList ? [] : {};
    attach(json, one, inner);
  }
}

/** Puts an inner list or object where it belongs, while it is still read. */
function attach(json: Buffer, outer: OpenValue, inner: OpenValue): void {
  if (outer.before === 'value') throw unexpected(json, inner.opening);
  // What stands before it is its name, or nothing: parsed with a value in its place.
  const member = parsePiece(outer, `${json.toString('utf8', outer.start, inner.opening)}null`);
  if (Array.isArray(outer.value)) outer.value.push(inner.value);
  else setMember(outer, Object.keys(member)[0] ?? '', inner.value);
  // Out here there is nothing more to parse until it is closed.
  outer.start = json.length;
}

/** Parses the members from `start` on to a comma or the closing bracket. */
export function take(json: Buffer, one: OpenValue, end: number): void {
  let start = skipBlank(json, one.start, end);
  if (one.before === 'value') {
    if (start === end) return;
    if (json[start] !== COMMA) throw unexpected(json, start);
    start = skipBlank(json, start + 1, end);
  } else if (one.before === 'opening' && start === end && json[end] !== COMMA) return;
  if (start === end) throw unexpected(json, end);
  const piece = parsePiece(one, json.toString('utf8', start, end));
  if (!Array.isArray(piece)) for (const [name, member] of Object.entries(piece)) setMember(one, name, member);
  else if (Array.isArray(one.value)) for (const element of piece) one.value.push(element);
}

function parsePiece({ isList }: OpenValue, text: string): unknown[] | Record<string, unknown> {
  return JSON.parse(isList ? `[${text}]` : `{${text}}`);
}

/** Any name is only a name, as for `JSON.parse`. */
function setMember({ value }: OpenValue, name: string, member: unknown): void {
  if (value === undefined || Array.isArray(value)) return;
  if (name !== '__proto__') value[name] = member;
  else
    Object.defineProperty(value, name, {
      value: member,
      writable: true,
      enumerable: true,
      configurable: true,
    });
}
