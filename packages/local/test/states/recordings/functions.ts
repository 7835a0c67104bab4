import { AwsError } from '../../../src/foundation/aws-error.ts';
import { type Json, jsonText, parseJson } from '../../../src/states/json.ts';
import type { RecordedFunction } from './recording.ts';
import { account, region } from './world.ts';

const answer = (payload: string, error?: string) => ({
  StatusCode: 200,
  ExecutedVersion: '$LATEST',
  Payload: payload,
  ...(error === undefined ? {} : { FunctionError: error }),
});

/** A value as Python's str() writes it: AWS's functions were written in Python. */
const pythonText = (value: Json): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `'${name}': ${pythonText(member)}`)
    .join(', ')}}`;
};

/** Behaves as a function of the recordings did. `sleep` waits on the case's clock. */
export const invokeAs = async (
  fn: RecordedFunction,
  payload: string | undefined,
  sleep: (seconds: number) => Promise<void>,
): Promise<unknown> => {
  const event = payload === undefined ? {} : parseJson(payload);
  switch (fn.behaviour) {
    case 'echo':
      return answer(jsonText(event));
    case 'return':
      return answer(JSON.stringify(fn.value));
    case 'return-large':
      return answer(JSON.stringify('a'.repeat(fn.letters ?? 0)));
    case 'return-text':
      return answer(
        JSON.stringify(
          fn.text?.replace(/\{event.*\}/, typeof event === 'string' ? event : pythonText(event)),
        ),
      );
    case 'sleep':
      await sleep(fn.seconds ?? 0);
      return answer(jsonText(event));
    case 'raise': {
      const { errorMessage = '', errorType = 'Exception' } = fn;
      return answer(JSON.stringify({ errorMessage, errorType, requestId: 'a', stackTrace: [] }), 'Unhandled');
    }
  }
};

export const noSuchFunction = (name: string): AwsError => {
  const arn = name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${account}:function:${name}`;
  return new AwsError('ResourceNotFoundException', `Function not found: ${arn}:$LATEST`, 404);
};
