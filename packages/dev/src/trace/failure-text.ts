import { parseJson } from './correlation.ts';
import { nameOf } from './trace-step.ts';

/** So much without a space is not for people to read; a task token may be among it. */
const UNREADABLE = /\S{200,}/g;

/** Why a task or an execution has failed, as far as its history says: a cause may quote a whole input. */
export function failureText(error: unknown, cause: unknown): string {
  return [error, causeText(cause)].filter((part) => typeof part === 'string' && part !== '').join(': ');
}

/** What functions and executions write as a cause is JSON: its message is what people read. */
function causeText(cause: unknown): unknown {
  if (typeof cause !== 'string') return undefined;
  const described = Object(parseJson(cause)) as Readonly<Record<string, unknown>>;
  const { errorMessage, ExecutionArn, Status } = described;
  if (ExecutionArn === undefined)
    return (typeof errorMessage === 'string' ? errorMessage : cause).replaceAll(UNREADABLE, '…');
  return `${nameOf(ExecutionArn)} is ${[Status, failureText(described.Error, described.Cause)].filter(Boolean).join(': ')}`;
}
