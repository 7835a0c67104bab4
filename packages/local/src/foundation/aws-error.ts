/** The same in every copy of this module. */
const MARK = Symbol.for('AwsError');

/** An error as an AWS service answers it: the code that SDKs show as `name`, and the HTTP status. */
export class AwsError extends Error {
  /** Of any copy: a test framework that resets its modules loads what is loaded on first use as a second one. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  readonly [MARK] = true;
  readonly code: string;
  readonly status: number;
  /** Further members of the error's shape, as `Item` of ConditionalCheckFailedException. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
