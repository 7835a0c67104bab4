import { isDeeperThan, limits, utf8Bytes } from '@callback-relay/contract';
import { OperatorError } from '../operator-error.ts';

/** @throws OperatorError `invalid-input`: what is wrong, what was given, what to do */
export function checkOutput(text: string): unknown {
  return checkJson('output', text, limits.outputBytes, 'Put it into S3 and send its key.');
}

export function checkProgress(text: string): unknown {
  return checkJson('progress', text, limits.progressBytes, 'Progress is for people: say it shorter.');
}

export function checkText(name: string, text: string, most: number): string {
  if (text.trim() === '')
    throw new OperatorError('invalid-input', `${name} is empty: say it in a few words.`);
  if (text.length > most)
    throw new OperatorError(
      'invalid-input',
      `${name} has ${text.length} characters, and ${most} at most are taken.`,
    );
  return text;
}

function checkJson(name: string, text: string, mostBytes: number, remedy: string): unknown {
  const value = parse(name, text);
  const bytes = utf8Bytes(JSON.stringify(value));
  if (bytes > mostBytes)
    throw new OperatorError(
      'invalid-input',
      `The ${name} has ${bytes} bytes of JSON, and ${mostBytes} at most are taken. ${remedy}`,
    );
  if (isDeeperThan(value, limits.jsonDepth))
    throw new OperatorError('invalid-input', `The ${name} nests deeper than ${limits.jsonDepth} levels.`);
  return value;
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const given = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    throw new OperatorError(
      'invalid-input',
      `The ${name} is not JSON (${(error as Error).message}); given ${given}. A text is JSON in quotes: '"yes"'.`,
    );
  }
}
