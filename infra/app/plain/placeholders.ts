/** What stands in a synthesized template for the value of a parameter: texts that CDK takes for names, and nothing else holds. */
export type Placeholders = Readonly<Record<string, string>>;

/**
 * A template in which each placeholder is the parameter: `Fn::Sub` in texts, and nothing in logical IDs, which cannot vary.
 * @throws Error where a placeholder stands in a member's name, which CloudFormation resolves nothing in
 */
export function withParameters(template: object, placeholders: Placeholders): object {
  const resources = (template as { readonly Resources?: object }).Resources ?? {};
  return replaced(withPlainIds(template, Object.keys(resources), placeholders), placeholders) as object;
}

/** Logical IDs are letters and digits that stand in no other text. */
function withPlainIds(template: object, ids: readonly string[], placeholders: Placeholders): object {
  const text = ids
    .map((id): [string, string] => [id, without(id, placeholders)])
    .filter(([id, plain]) => id !== plain)
    .reduce((all, [id, plain]) => all.replaceAll(id, plain), JSON.stringify(template));
  return JSON.parse(text) as object;
}

function without(id: string, placeholders: Placeholders): string {
  return Object.keys(placeholders).reduce((plain, placeholder) => plain.replaceAll(placeholder, ''), id);
}

function replaced(value: unknown, placeholders: Placeholders): unknown {
  if (typeof value === 'string') return substituted(value, placeholders);
  if (Array.isArray(value)) return value.map((each) => replaced(each, placeholders));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const [only] = members;
  if (members.length === 1 && only !== undefined && only[0] === 'Fn::Sub') {
    return { 'Fn::Sub': inSubstitution(only[1], placeholders) };
  }
  return Object.fromEntries(
    members.map(([name, member]) => {
      if (holds(name, placeholders))
        throw new Error(`a parameter would stand in the name of a member: ${name}`);
      return [name, replaced(member, placeholders)];
    }),
  );
}

function substituted(text: string, placeholders: Placeholders): unknown {
  if (!holds(text, placeholders)) return text;
  const parameter = placeholders[text];
  // What looks like a variable is none: `${!…}` stands for `${…}`.
  return parameter === undefined
    ? { 'Fn::Sub': variables(text.replaceAll('${', '${!'), placeholders) }
    : { Ref: parameter };
}

function inSubstitution(argument: unknown, placeholders: Placeholders): unknown {
  if (typeof argument === 'string') return variables(argument, placeholders);
  const [text, values] = argument as [string, object];
  return [variables(text, placeholders), replaced(values, placeholders)];
}

function variables(text: string, placeholders: Placeholders): string {
  return Object.entries(placeholders).reduce(
    (all, [placeholder, parameter]) => all.replaceAll(placeholder, `\${${parameter}}`),
    text,
  );
}

const holds = (text: string, placeholders: Placeholders) =>
  Object.keys(placeholders).some((placeholder) => text.includes(placeholder));
