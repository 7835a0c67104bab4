/** The names that a value refers to by Ref, Fn::GetAtt or Fn::Sub: logical IDs, parameters and pseudo parameters. */
export function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'Ref') return [String(member)];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(member) ? member[0] : member).split('.')[0] ?? ''];
    if (key === 'Fn::Sub') return referencesOfText(member);
    return referencesOf(member);
  });
}

/** Of the text of Fn::Sub, but for what it gives values of its own, and of those. */
function referencesOfText(argument: unknown): string[] {
  const [text, values = {}] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string' || typeof values !== 'object' || values === null)
    return referencesOf(argument);
  const names = [...text.matchAll(/\$\{([^!}.][^}.]*)/g)].map(([, name = '']) => name.trim());
  return [...names.filter((name) => !Object.hasOwn(values, name)), ...referencesOf(Object.values(values))];
}
