import { type AwsError, classifyAwsError } from '@callback-relay/contract/runtime';

/** A call to AWS that failed: which, and how. Never holds what was sent. */
export class CallFailure extends Error {
  readonly operation: string;
  readonly fault: AwsError;

  constructor(operation: string, fault: AwsError) {
    super(`${operation}: ${fault.name}`);
    this.name = 'CallFailure';
    this.operation = operation;
    this.fault = fault;
  }
}

/** Makes a call, and names it in its failure. @throws CallFailure */
export async function call<Answer>(operation: string, make: () => Promise<Answer>): Promise<Answer> {
  try {
    return await make();
  } catch (error) {
    throw new CallFailure(operation, classifyAwsError(error));
  }
}

/** The failure that a caught error is. An error of our own code is one too, of its record alone. */
export function failureOf(error: unknown): CallFailure {
  return error instanceof CallFailure ? error : new CallFailure('handle', classifyAwsError(error));
}

/** EventBridge took the call and refused an entry of it. */
export function refusedEntry(errorCode: string): CallFailure {
  const message = 'EventBridge refused an entry';
  return new CallFailure('PutEvents', { kind: 'notDone', name: errorCode, message, needsOperator: false });
}
