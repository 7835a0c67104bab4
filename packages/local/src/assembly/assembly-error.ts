/** A synthesized app that can't be supported as it is: every problem at once, each with its resource. */
export class AssemblyError extends Error {
  readonly problems: readonly string[];

  constructor(directory: string, problems: readonly string[]) {
    const head = `The app in ${directory} can't run on the local runtime:`;
    super([head, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.name = 'AssemblyError';
    this.problems = problems;
  }
}
