import { AwsError } from '../foundation/aws-error.ts';

export function invalidSchedule(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** In the words in which AWS refuses a member's value. */
export function constraint(member: string, value: unknown, rule: string): AwsError {
  const quoted = value === undefined ? 'null' : `'${value}'`;
  return invalidSchedule(
    `1 validation error detected: Value ${quoted} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}

/** @throws AwsError ValidationException */
export function required<Value>(member: string, value: Value | undefined): Value {
  if (value === undefined) throw constraint(member, value, 'not be null');
  return value;
}

/** @throws AwsError ValidationException */
export function checkRange(member: string, value: number | undefined, from: number, to: number): void {
  if (value === undefined) return;
  if (value < from) throw constraint(member, value, `have value greater than or equal to ${from}`);
  if (value > to) throw constraint(member, value, `have value less than or equal to ${to}`);
}

/** @throws AwsError ValidationException */
export function checkPattern(member: string, value: string | undefined, pattern: RegExp): void {
  if (value === undefined || new RegExp(`^(?:${pattern.source})$`).test(value)) return;
  throw constraint(member, value, `satisfy regular expression pattern: ${pattern.source}`);
}

/** @throws AwsError ValidationException */
export function checkLength(member: string, value: string | undefined, from: number, to: number): void {
  if (value === undefined) return;
  if (value.length < from) throw constraint(member, value, `have length greater than or equal to ${from}`);
  if (value.length > to) throw constraint(member, value, `have length less than or equal to ${to}`);
}

/**
 * The name of a schedule or a group: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 * @throws AwsError ValidationException
 */
export function checkName(member: string, name: string | undefined): void {
  checkPattern(member, name, /[0-9a-zA-Z-_.]+/);
  checkLength(member, name, 1, 64);
}
