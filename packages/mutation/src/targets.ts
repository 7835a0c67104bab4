/** Whose tests are judged, and by which of their files. */
export interface Target {
  readonly name: string;
  /** Patterns of files, from the package's folder. */
  readonly mutate: readonly string[];
}

const notJudged = ['!src/**/*.test.ts', '!src/**/*.behaviour.ts', '!src/**/*.cases.ts', '!src/**/index.ts'];

export const targets: readonly Target[] = [
  { name: 'callbacks-table', mutate: ['src/**/*.ts', '!src/model/behaviour.ts', ...notJudged] },
  { name: 'requester', mutate: ['src/**/*.ts', '!src/*.lambda.ts', '!src/environment.ts', ...notJudged] },
  {
    // Its decisions and settlement; the way in is fuzzed, and adapters are held to the wire.
    name: 'relay',
    mutate: ['src/{claim,deliver,park,cancel,heartbeat,handling,batch}/**/*.ts', ...notJudged],
  },
];

/** The target held to some of its files. */
export function narrowed(target: Target, files: readonly string[] | undefined): Target {
  return files === undefined ? target : { ...target, mutate: [...files, ...notJudged] };
}
