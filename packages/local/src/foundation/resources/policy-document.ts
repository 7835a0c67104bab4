import { z } from 'zod';
import { templateText } from './template-values.ts';

/** A policy document as a template holds it, intrinsic functions resolved. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: PolicyPrincipal;
  readonly NotPrincipal?: PolicyPrincipal;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  /** Operator, then key, then value or values. */
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>
  >;
}

export type PolicyPrincipal = '*' | Readonly<Record<string, OneOrMore>>;

export type OneOrMore<T = string> = T | readonly T[];

/** A policy under the name that errors give it, as `RelayRoleDefaultPolicy`. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

function isList<T>(values: OneOrMore<T>): values is readonly T[] {
  return Array.isArray(values);
}

export function list<T>(values: OneOrMore<T> | undefined): readonly T[] {
  if (values === undefined) return [];
  return isList(values) ? values : [values];
}

const oneOrMore = z.union([templateText, z.array(templateText)], {
  error: 'expected a text, or a list of texts',
});
const principal = z.union([z.literal('*'), z.record(z.string(), oneOrMore)], {
  error: "expected '*', or an object of texts and lists of texts",
});

const statement = z.strictObject({
  Sid: templateText.exactOptional(),
  Effect: templateText,
  Principal: principal.exactOptional(),
  NotPrincipal: principal.exactOptional(),
  Action: oneOrMore.exactOptional(),
  NotAction: oneOrMore.exactOptional(),
  Resource: oneOrMore.exactOptional(),
  NotResource: oneOrMore.exactOptional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).exactOptional(),
});

/**
 * A policy document, written out or as its text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const policyDocument = z.preprocess(
  parsedText,
  z.strictObject({
    Version: templateText.exactOptional(),
    Id: templateText.exactOptional(),
    Statement: z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(statement)),
  }),
);

/** A text that is not JSON stays one, and is refused as such. */
export function parsedText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
