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
  deploy: {
    cdk: 'the AWS CDK',
    sam: 'a template of the Serverless Application Model, for a worker in Python',
  },
} as const;

export type Team = keyof typeof choices.team;
export type Language = keyof typeof choices.language;
export type Deploy = keyof typeof choices.deploy;

export interface Project {
  /** The folder to make, as it was given. */
  readonly folder: string;
  readonly team: Team;
  /** Of the worker. Teams without a worker have none to choose. */
  readonly language: Language;
  /** What it is deployed with. */
  readonly deploy: Deploy;
}

export const hasWorker = (team: Team): boolean => team === 'worker' || team === 'all';

/** Why a project cannot be what was asked for; undefined where it can. What is not given yet is no reason. */
export function contradictionIn({ team, language, deploy }: Partial<Project>): string | undefined {
  if (language === 'python' && team !== undefined && !hasWorker(team))
    return `--language is the worker's, and the project of the team "${team}" has no worker`;
  if (deploy === 'sam' && ((team ?? 'worker') !== 'worker' || (language ?? 'python') !== 'python'))
    return '--deploy sam makes a worker in Python: give --team worker --language python, or --deploy cdk';
  return undefined;
}
