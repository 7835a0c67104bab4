import { AwsError } from '../foundation/aws-error.ts';

type Input = Readonly<Record<string, unknown>>;

export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** AWS names members in its validation messages with a small first letter. */
export function constraint(member: string, value: unknown, rule: string): AwsError {
  const at = member[0]?.toLowerCase() + member.slice(1);
  const shown =
    value === undefined ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  return validationError(
    `1 validation error detected: Value ${shown} at '${at}' failed to satisfy constraint: ${rule}`,
  );
}

export function optionalString(input: Input, member: string): string | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw constraint(member, value, 'Member must be a string');
  return value;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html, and CreateEventBus */
const LONGEST_DESCRIPTION = 512;

export function describedIn(input: Input): string | undefined {
  const text = optionalString(input, 'Description');
  if (text !== undefined && text.length > LONGEST_DESCRIPTION)
    throw constraint(
      'Description',
      text,
      `Member must have length less than or equal to ${LONGEST_DESCRIPTION}`,
    );
  return text;
}

export function requiredString(input: Input, member: string): string {
  const value = optionalString(input, member);
  if (value === undefined) throw constraint(member, undefined, 'Member must not be null');
  return value;
}

/** A name of a rule or a target, or of a bus where `slash` is allowed in it. */
export function requiredName(
  input: Input,
  member: string,
  { longest = 64, slash = false, at = member } = {},
): string {
  const value = input[member];
  if (typeof value !== 'string') throw constraint(at, value, 'Member must not be null');
  const pattern = slash ? /^[/.\-_A-Za-z0-9]+$/ : /^[.\-_A-Za-z0-9]+$/;
  if (value.length < 1) throw constraint(at, value, 'Member must have length greater than or equal to 1');
  if (value.length > longest)
    throw constraint(at, value, `Member must have length less than or equal to ${longest}`);
  if (!pattern.test(value)) {
    const shown = slash ? '[/\\.\\-_A-Za-z0-9]+' : '[\\.\\-_A-Za-z0-9]+';
    throw constraint(at, value, `Member must satisfy regular expression pattern: ${shown}`);
  }
  return value;
}

export function requiredList(input: Input, member: string, most: number): readonly unknown[] {
  const value = input[member];
  if (!Array.isArray(value)) throw constraint(member, value, 'Member must not be null');
  if (value.length < 1) throw constraint(member, value, 'Member must have length greater than or equal to 1');
  if (value.length > most) {
    throw constraint(member, value, `Member must have length less than or equal to ${most}`);
  }
  return value;
}

/** One page of a listing: `Limit` 1 to 100 (100 by default), `NextToken` as an earlier page gave it. */
export function page<T>(items: readonly T[], input: Input): { items: readonly T[]; NextToken?: string } {
  const limit = input.Limit ?? 100;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw constraint('Limit', limit, 'Member must be between 1 and 100');
  }
  const from = startOf(optionalString(input, 'NextToken'));
  const end = from + limit;
  const shown = items.slice(from, end);
  return end < items.length
    ? { items: shown, NextToken: Buffer.from(String(end)).toString('base64url') }
    : { items: shown };
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = Buffer.from(token, 'base64url').toString();
  if (!/^\d+$/.test(start)) throw validationError('Parameter NextToken is not valid.');
  return Number(start);
}
