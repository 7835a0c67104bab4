import { runInNewContext } from 'node:vm';
import { errorCode, errorMessage } from '../foundation/error-message.ts';

/** Milliseconds that one pattern may take: those that backtrack without an end take more on any machine, and no other does on a busy one. */
const LONGEST_MS = 1000;

/** Why a pattern can't be used, whatever the value. */
export class PatternError extends Error {}

/**
 * Whether a value matches an AllowedPattern as a whole. One that backtracks without an end is given up.
 * @throws PatternError
 */
export function matchesPattern(value: string, pattern: string): boolean {
  try {
    return isMatch(new RegExp(...inJavaScript(pattern)), value);
  } catch (error) {
    const isSlow = errorCode(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    const why = isSlow ? `takes more than ${LONGEST_MS} ms for it` : `can't be read (${errorMessage(error)})`;
    throw new PatternError(`its AllowedPattern ${pattern} ${why}`);
  }
}

function isMatch(expression: RegExp, value: string): boolean {
  return runInNewContext('expression.test(value)', { expression, value }, { timeout: LONGEST_MS }) === true;
}

/**
 * CloudFormation's patterns are Java's, which has flags before all else, names for classes, and repetitions that give
 * nothing back: these are taken as ordinary ones.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
function inJavaScript(pattern: string): [source: string, flags: string] {
  const flags = /^\(\?([ims]+)\)/.exec(pattern)?.[1] ?? '';
  const rest = flags === '' ? pattern : pattern.slice(`(?${flags})`.length);
  let inClass = false;
  const source = rest.replace(/\\p\{(\w+)\}|\\.|[[\]]|[*+?}]\+/gs, (token, name?: string) => {
    if (token === '[' || token === ']') inClass = token === '[';
    const members = name === undefined ? undefined : CLASSES[name];
    if (members !== undefined) return inClass ? members : `[${members}]`;
    return inClass || token.startsWith('\\') || token.length === 1 ? token : token.slice(0, -1);
  });
  return [`^(?:${source})$`, flags];
}

const CLASSES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  XDigit: '0-9a-fA-F',
  ASCII: '\\x00-\\x7f',
  Blank: ' \\t',
  Space: '\\s',
};
