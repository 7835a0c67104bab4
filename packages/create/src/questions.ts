import { cancel, isCancel, select, text } from '@clack/prompts';
import { choices, type Deploy, hasWorker, type Language, type Project, type Team } from './choices.ts';

export const defaults: Project = {
  folder: 'callback-relay-app',
  team: 'all',
  language: 'typescript',
  deploy: 'cdk',
};

/** What was not given, without asking: SAM is for a worker in Python. */
export function withDefaults(given: Partial<Project>): Project {
  const sam: Partial<Project> = given.deploy === 'sam' ? { team: 'worker', language: 'python' } : {};
  return { ...defaults, ...sam, ...given };
}

/** Asks for what was not given. Ends the process where the person breaks off. */
export async function askForTheRest(given: Partial<Project>): Promise<Project> {
  const folder =
    given.folder ?? answered<string>(await text({ message: 'Which folder?', initialValue: defaults.folder }));
  if (given.deploy === 'sam') return withDefaults({ ...given, folder });
  const team = given.team ?? (await oneOf<Team>('Which team are you?', choices.team));
  const asked = given.language === undefined && hasWorker(team);
  const language = asked
    ? await oneOf<Language>('In which language is the worker?', choices.language)
    : (given.language ?? defaults.language);
  const mayBeSam = team === 'worker' && language === 'python' && given.deploy === undefined;
  const deploy = mayBeSam
    ? await oneOf<Deploy>('What do you deploy with?', choices.deploy)
    : (given.deploy ?? defaults.deploy);
  return { folder, team, language, deploy };
}

async function oneOf<Word extends string>(
  message: string,
  words: Readonly<Record<Word, string>>,
): Promise<Word> {
  const entries = Object.entries(words) as [Word, string][];
  const options = entries.map(([value, hint]) => ({ value, label: value, hint }));
  return answered<string>(await select<string>({ message, options })) as Word;
}

function answered<Answer>(answer: Answer | symbol): Answer {
  if (!isCancel(answer)) return answer as Answer;
  cancel('Nothing was made.');
  process.exit(130);
}
