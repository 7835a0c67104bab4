import type { ErrorPayload } from './message.ts';

/** As Lambda's Node.js runtime puts what a function threw, even where that is not an Error. */
export function errorPayload(thrown: unknown): ErrorPayload {
  if (!(thrown instanceof Error))
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return {
    errorType: thrown.name,
    errorMessage: thrown.message,
    trace: (thrown.stack ?? `${thrown.name}: ${thrown.message}`).split('\n'),
  };
}

/** An error of the runtime about a function, under the name that Lambda gives it. */
export function runtimeError(errorType: string, errorMessage: string): ErrorPayload {
  return { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`] };
}
