import { tokenShapedField } from '@callback-relay/contract';

const mark = '[task token]';

/**
 * Task tokens of AWS have several hundred characters of base64, and no other form is known of them. A text like that is
 * taken for one wherever it stands, because a state machine may pass a token on under any name.
 */
const tokenShaped = /[A-Za-z0-9+/_-]{256,}={0,2}/g;

/**
 * A value of an execution without task tokens: in every text, JSON within a text included. What hides too much is a
 * nuisance, what hides too little gives a secret away: long base64 is hidden, whatever it is.
 */
export function redactTokens<Value>(value: Value): Value {
  return redact(value) as Value;
}

function redact(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return redactText(value, name);
  if (Array.isArray(value)) return value.map((each) => redact(each, name));
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, each]) => [member, redact(each, member)]));
}

/** A short text under a token's name is a token of something else, a payment's say. */
const shortestToken = 64;

function redactText(text: string, name: string): string {
  if (tokenShapedField({ [name]: text }) !== undefined && text.length >= shortestToken) return mark;
  const parsed = /^\s*[[{"]/.test(text) ? parse(text) : undefined;
  if (parsed === undefined) return text.replace(tokenShaped, mark);
  const clean = redact(parsed);
  // The text as it was, spaces and long numbers included, where it held nothing.
  return JSON.stringify(clean) === JSON.stringify(parsed)
    ? text.replace(tokenShaped, mark)
    : JSON.stringify(clean);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
