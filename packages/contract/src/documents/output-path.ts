import type { Contract, OutputOf } from '../define-contract.ts';
import type { JsonSchema } from '../publication/json-schema.ts';
import { dereferenced } from '../publication/schema-reference.ts';
import { jsonSchemaFrom } from './json-schema-from.ts';

/** The members that lead to a place in a value, outermost first. */
export type MemberPath<T> = T extends readonly unknown[]
  ? readonly []
  : T extends object
    ? {
        [Member in keyof T & string]:
          | readonly [Member]
          | readonly [Member, ...MemberPath<NonNullable<T[Member]>>];
      }[keyof T & string]
    : readonly [];

/**
 * The JSONPath of a place in a worker's output, for the states after its task: `outputPath(payments, ['paymentId'],
 * '$.payment')` is `$.payment.paymentId`. A member that the contract does not have is an error in the editor, and at synth.
 * `at` is where the task puts its output, its `resultPath`.
 * @throws TypeError that names the member.
 */
export function outputPath<C extends Contract>(
  contract: C,
  members: MemberPath<OutputOf<C>>,
  at = '$',
): string {
  return (
    at +
    checked(contract, members)
      .map((member) => (isPlain(member) ? `.${member}` : `['${member}']`))
      .join('')
  );
}

/**
 * The JSONata expression of a place in a worker's output: `{% $states.result.paymentId %}` in the task's own Output and
 * Assign; `at` is where else it is, such as a variable.
 * @throws TypeError that names the member.
 */
export function outputExpression<C extends Contract>(
  contract: C,
  members: MemberPath<OutputOf<C>>,
  at = '$states.result',
): `{%${string}%}` {
  const path = checked(contract, members).map((member) =>
    isPlain(member) ? `.${member}` : `.\`${member}\``,
  );
  return `{% ${at}${path.join('')} %}`;
}

const isPlain = (member: string) => /^[A-Za-z_]\w*$/.test(member);

function checked(contract: Contract, members: readonly string[]): readonly string[] {
  const root = jsonSchemaFrom(contract.output, 'output', "the contract's output");
  let places = choicesOf(root, root);
  for (const [index, member] of members.entries()) {
    // What a schema says nothing of may be anything.
    if (places.some((schema) => Object.keys(schema).length === 0)) break;
    const next = places.map((schema) => memberOf(schema, member)).filter((schema) => schema !== undefined);
    if (next.length === 0) {
      const has = [...new Set(places.flatMap(({ properties = {} }) => Object.keys(properties)))];
      const path = members.slice(0, index + 1).join('.');
      throw new TypeError(
        `the output of ${contract.name} has no ${path} by its contract; it has ${has.join(', ') || 'no members there'}`,
      );
    }
    places = next.flatMap((schema) => choicesOf(schema, root));
  }
  return members;
}

function memberOf({ properties, additionalProperties }: JsonSchema, member: string): JsonSchema | undefined {
  const schema = properties?.[member] ?? additionalProperties;
  if (schema === true) return {};
  return schema === false || schema === undefined ? undefined : (schema as JsonSchema);
}

/** What a value of the schema may be: each choice of a union. */
function choicesOf(schema: JsonSchema, root: JsonSchema): readonly JsonSchema[] {
  const itself = dereferenced(schema, root);
  const choices = itself.anyOf ?? itself.oneOf;
  if (choices === undefined) return [itself];
  return (choices as readonly JsonSchema[]).flatMap((choice) => choicesOf(choice, root));
}
