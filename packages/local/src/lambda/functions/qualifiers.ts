/** The versions and aliases of all functions. Here each is the function as it stands. */
export interface Qualifiers {
  add(functionName: string, qualifier: string): void;
  /** True of none, and of `$LATEST`. */
  has(functionName: string, qualifier: string | undefined): boolean;
}

export function createQualifiers(): Qualifiers {
  const known = new Set<string>();
  return {
    add: (functionName, qualifier) => void known.add(`${functionName}:${qualifier}`),
    has: (functionName, qualifier) =>
      qualifier === undefined || qualifier === '$LATEST' || known.has(`${functionName}:${qualifier}`),
  };
}
