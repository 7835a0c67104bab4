import { AwsError } from '../../foundation/aws-error.ts';
import { byteLength, isObject, type JsonObject, plainJson } from '../json.ts';
import { limits } from '../limits.ts';

/** An operation's input, as it came over the wire. */
export type Request = Readonly<Record<string, unknown>>;

/** The error that AWS gives for a member that its model does not allow. */
export const constraint = (name: string, value: unknown, rule: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value).slice(0, 100)}'`} at '${name}' failed to satisfy constraint: ${rule}`,
  );

/** A string member, of 1 to `most` characters; undefined if it is not there. */
export const optionalString = (
  request: Request,
  name: string,
  most = Number.POSITIVE_INFINITY,
  least = 0,
): string | undefined => {
  const value = request[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new AwsError('SerializationException', `'${name}' must be a string`);
  if (value.length > most)
    throw constraint(name, value, `Member must have length less than or equal to ${most}`);
  if (value.length < least)
    throw constraint(name, value, `Member must have length greater than or equal to ${least}`);
  return value;
};

export const requiredString = (request: Request, name: string, most?: number): string => {
  const value = optionalString(request, name, most, 1);
  if (value === undefined) throw constraint(name, undefined, 'Member must not be null');
  return value;
};

/** A string of JSON up to 262,144 bytes: both are checked by AWS in bytes of UTF-8. */
export const payloadString = (request: Request, name: string): string | undefined => {
  const value = optionalString(request, name);
  if (value !== undefined && byteLength(value) > limits.payloadBytes) {
    throw constraint(name, undefined, `Member must have length less than or equal to ${limits.payloadBytes}`);
  }
  return value;
};

export const optionalBoolean = (request: Request, name: string): boolean | undefined => {
  const value = request[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new AwsError('SerializationException', `'${name}' must be a boolean`);
  return value;
};

export const optionalObject = (request: Request, name: string): JsonObject | undefined => {
  const value = request[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw new AwsError('SerializationException', `'${name}' must be an object`);
  return value;
};

/** How many results a page may have: 100 by default, 1,000 at most; 0 is the default, as on AWS. */
export const pageSize = (request: Request): number => {
  const value = request.maxResults;
  if (value === undefined || value === null || value === 0) return limits.defaultPageSize;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new AwsError('SerializationException', `'maxResults' must be an integer`);
  if (value > limits.pageSize)
    throw constraint('maxResults', value, `Member must have value less than or equal to ${limits.pageSize}`);
  if (value < 0) throw constraint('maxResults', value, 'Member must have value greater than or equal to 0');
  return value;
};

/** Page tokens say what they belong to: one of another operation is refused. */
export const pageToken = (kind: string, after: number): string =>
  Buffer.from(JSON.stringify({ kind, after })).toString('base64');

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
const LONGEST_TOKEN = 1_024;
/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const LONGEST_TOKEN_OF: Readonly<Record<string, number>> = { executions: 3_096 };

/** Where the page begins; undefined for the first one, which an empty token asks for too. */
export const afterToken = (request: Request, kind: string): number | undefined => {
  const token = optionalString(request, 'nextToken', LONGEST_TOKEN_OF[kind] ?? LONGEST_TOKEN);
  if (token === undefined || token === '') return undefined;
  try {
    const page = plainJson(Buffer.from(token, 'base64').toString());
    if (isObject(page) && page.kind === kind && typeof page.after === 'number') return page.after;
  } catch {
    // Not one of ours: refused below.
  }
  throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);
};

/** One page of a list that is there as a whole. */
export const pageOf = <Item>(
  request: Request,
  kind: string,
  all: readonly Item[],
): { items: Item[]; nextToken: { nextToken?: string } } => {
  const limit = pageSize(request);
  const from = afterToken(request, kind) ?? 0;
  const more = all.length > from + limit;
  return {
    items: all.slice(from, from + limit),
    nextToken: more ? { nextToken: pageToken(kind, from + limit) } : {},
  };
};

/** AWS's JSON protocol carries times as seconds since the epoch. */
export const seconds = (at: number): number => at / 1000;
