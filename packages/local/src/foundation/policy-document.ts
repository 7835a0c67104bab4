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

export function list<T>(values: OneOrMore<T> | undefined): readonly T[] {
  if (values === undefined) return [];
  return Array.isArray(values) ? (values as readonly T[]) : [values as T];
}

/** The statements of a document of whatever form. */
export function statementsOf(document: unknown): unknown[] {
  const { Statement = [] } = document as { Statement?: unknown };
  return Array.isArray(Statement) ? Statement : [Statement];
}
