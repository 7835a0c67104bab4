/** What a project can be, with the words that people are asked with. */
export const choices = {
  team: {
    requester: 'a state machine that waits for work, an approval or an event',
    worker: 'the service that does the work',
    relay: "the platform: the account's relay",
    all: 'all three, in one app',
  },
  language: {
    typescript: 'TypeScript',
    python: 'Python',
  },
} as const;

export type Team = keyof typeof choices.team;
export type Language = keyof typeof choices.language;

export interface Project {
  /** The folder to make, as it was given. */
  readonly folder: string;
  readonly team: Team;
  /** Of the worker. Teams without a worker have none to choose. */
  readonly language: Language;
}

export const hasWorker = (team: Team): boolean => team === 'worker' || team === 'all';
