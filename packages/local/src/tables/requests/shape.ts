/** What a member may hold, beyond its type. */
export interface Constraints {
  readonly required?: true;
  /** Of a number its value, of anything else its length. */
  readonly min?: number;
  readonly max?: number;
  /** A regular expression that the whole text must match. */
  readonly pattern?: string;
  readonly oneOf?: readonly string[];
  /** Of a map: the length of each of its values. */
  readonly valueLength?: readonly [min: number, max: number];
  /** Whether a violation is reported without the value, and with the path as the request spells it. */
  readonly withoutValue?: true;
}

export type ScalarType = 'String' | 'Integer' | 'Long' | 'Double' | 'Boolean' | 'Blob' | 'Timestamp';

/** The shape of a request's member, as DynamoDB's API model has it. */
export type Shape = Constraints &
  (
    | { readonly kind: ScalarType }
    | { readonly kind: 'value' }
    | { readonly kind: 'list'; readonly of: Shape }
    | { readonly kind: 'map'; readonly of: Shape }
    | Structure
  );

export interface Structure {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: Members;
}

export type Members = { readonly [name: string]: Shape };

/** Whether a value that was read has members of its own. */
export function isMembers(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

export const text = (constraints: Constraints = {}): Shape => ({ kind: 'String', ...constraints });
export const oneOf = (...words: string[]): Shape => ({ kind: 'String', oneOf: words });
export const integer = (constraints: Constraints = {}): Shape => ({ kind: 'Integer', ...constraints });
export const long = (constraints: Constraints = {}): Shape => ({ kind: 'Long', ...constraints });
export const flag: Shape = { kind: 'Boolean' };
export const value: Shape = { kind: 'value' };

export const listOf = (of: Shape, constraints: Constraints = {}): Shape => ({
  kind: 'list',
  of,
  ...constraints,
});
export const mapOf = (of: Shape, constraints: Constraints = {}): Shape => ({
  kind: 'map',
  of,
  ...constraints,
});

export const structure = (
  name: string,
  members: Members,
  constraints: Constraints = {},
): Structure & Constraints => ({
  kind: 'structure',
  name,
  members,
  ...constraints,
});

export const required = <Of extends Shape>(shape: Of): Of & { readonly required: true } => ({
  ...shape,
  required: true,
});
