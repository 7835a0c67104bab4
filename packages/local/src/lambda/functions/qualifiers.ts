/** The versions and aliases of all functions. Here each is the function as it stands. */
export interface Qualifiers {
  add(functionName: string, qualifier: string, version: string): void;
  /** The version that runs: `$LATEST` of none. */
  versionOf(functionName: string, qualifier: string | undefined): string;
  /** True of none, and of `$LATEST`. */
  has(functionName: string, qualifier: string | undefined): boolean;
}

export function createQualifiers(): Qualifiers {
  const known = new Map<string, string>();
  return {
    add: (functionName, qualifier, version) => void known.set(`${functionName}:${qualifier}`, version),
    versionOf: (functionName, qualifier) => known.get(`${functionName}:${qualifier}`) ?? '$LATEST',
    has: (functionName, qualifier) =>
      qualifier === undefined || qualifier === '$LATEST' || known.has(`${functionName}:${qualifier}`),
  };
}
