import type { Contract, PayloadOf } from '../define-contract.ts';
import type { JsonSchema } from '../publication/json-schema.ts';
import { dereferenced } from '../publication/schema-reference.ts';
import { jsonSchemaFrom } from './json-schema-from.ts';

/**
 * What stands for a value that is known only when the state machine runs: a JSONata expression, or what CDK's `JsonPath`
 * gives for a place in the state's input (an object; its texts and numbers are texts and numbers to TypeScript).
 */
export type PayloadExpression = `{%${string}%}` | { resolve(context: never): unknown };

/** A payload as a state machine's author writes it: at any place a value, or an expression that makes it. */
export type PayloadTemplate<T> =
  | PayloadExpression
  | (T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? readonly PayloadTemplate<Item>[]
        : T extends object
          ? { readonly [Member in keyof T]: PayloadTemplate<T[Member]> }
          : T);

/** The template of a contract's payload. */
export type PayloadTemplateOf<C extends Contract> = PayloadTemplate<PayloadOf<C>>;

/**
 * What is wrong with a payload that is written before it is known: one line an issue, the field first. Where
 * `isExpression` says that a place is an expression, its value cannot be checked, but whether the member may and must be
 * there can.
 * @throws TypeError where the contract's request cannot be said in JSON Schema.
 */
export function payloadIssues(
  contract: Contract,
  payload: unknown,
  isExpression: (value: unknown) => boolean,
): readonly string[] {
  const schema = jsonSchemaFrom(contract.request, 'input', "the contract's request");
  const root = { schema, isExpression };
  return issuesAt(payload, schema, '', root);
}

interface Root {
  readonly schema: JsonSchema;
  readonly isExpression: (value: unknown) => boolean;
}

function issuesAt(value: unknown, given: JsonSchema, path: string, root: Root): string[] {
  if (root.isExpression(value)) return [];
  const schema = dereferenced(given, root.schema);
  const choices = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined;
  if (choices !== undefined) {
    const tried = choices.map((choice) => issuesAt(value, choice, path, root));
    const fits = tried.some((issues) => issues.length === 0);
    return fits ? [] : [[...new Set(tried.flat())].join(', or ')];
  }
  const wrong = wrongWith(value, schema);
  if (wrong !== undefined) return [`${path === '' ? 'payload' : path}: ${wrong}`];
  if (Array.isArray(value)) {
    const items = (schema.items ?? {}) as JsonSchema;
    return value.flatMap((item, index) => issuesAt(item, items, join(path, String(index)), root));
  }
  return typeof value === 'object' && value !== null ? memberIssues(value, schema, path, root) : [];
}

function memberIssues(value: object, schema: JsonSchema, path: string, root: Root): string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const isOpen = schema.properties === undefined || typeof additionalProperties === 'object';
  const missing = required.filter((name) => (value as Record<string, unknown>)[name] === undefined);
  return [
    ...missing.map((name) => `${join(path, name)}: is missing; the contract requires it`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const known =
        properties[name] ?? (isOpen ? ((additionalProperties as JsonSchema | undefined) ?? {}) : undefined);
      if (known !== undefined) return issuesAt(member, known, join(path, name), root);
      return [`${join(path, name)}: is not in the contract, which has ${Object.keys(properties).join(', ')}`];
    }),
  ];
}

/** By type, constant and choice; what a literal must look like beyond that is checked by the worker. */
function wrongWith(value: unknown, { type, enum: choices, const: constant }: JsonSchema): string | undefined {
  const types = [type ?? []].flat();
  const is = typeOf(value);
  const fits = types.length === 0 || types.includes(is) || (is === 'integer' && types.includes('number'));
  if (!fits) return `must be ${types.join(' or ')}; given ${JSON.stringify(value) ?? 'nothing'}`;
  const allowed = Array.isArray(choices) ? choices : constant === undefined ? undefined : [constant];
  if (allowed === undefined || allowed.includes(value)) return undefined;
  return `must be one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}; given ${JSON.stringify(value)}`;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
