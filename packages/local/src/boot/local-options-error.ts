/** Options that the runtime can't start with: each with what was given and what it takes. */
export class LocalOptionsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["The local runtime can't start:", ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'LocalOptionsError';
    this.problems = problems;
  }
}
