import { parseArgs } from 'node:util';
import { choices, contradictionIn, type Deploy, type Language, type Project, type Team } from './choices.ts';

const listOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words)
    .map(([word, meaning]) => `      ${word.padEnd(12)}${meaning}`)
    .join('\n');

export const usage = `Usage: npm create callback-relay@latest [FOLDER] -- [--team TEAM] [--language LANGUAGE] [--deploy TOOL]

Makes a project in FOLDER, which must be new or empty: it installs with npm, passes its own tests on this machine, and
deploys with the AWS CDK or SAM. What is not given is asked for on a terminal, and otherwise taken as below.

  FOLDER                callback-relay-app
  --team TEAM           all
${listOf(choices.team)}
  --language LANGUAGE   of the worker: typescript
${listOf(choices.language)}
  --deploy TOOL         cdk
${listOf(choices.deploy)}
  --json                print one JSON object: {"folder", "team", "language", "deploy", "files"}
  --help                print this
`;

/** What was given on the command line; what was not is missing. */
export type Given = Partial<Project> & { readonly json: boolean; readonly help: boolean };

/** @throws Error that names the word, what was given and what may be given */
export function readOptions(args: readonly string[]): Given {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      team: { type: 'string' },
      language: { type: 'string' },
      deploy: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (positionals.length > 1) throw new Error(`one folder can be made, not ${positionals.join(' and ')}`);
  const team = wordOf<Team>('team', values.team);
  const language = wordOf<Language>('language', values.language);
  const deploy = wordOf<Deploy>('deploy', values.deploy);
  const contradiction = contradictionIn({
    ...(team && { team }),
    ...(language && { language }),
    ...(deploy && { deploy }),
  });
  if (contradiction !== undefined) throw new Error(contradiction);
  return {
    ...(positionals[0] !== undefined && { folder: positionals[0] }),
    ...(team && { team }),
    ...(language && { language }),
    ...(deploy && { deploy }),
    json: values.json === true,
    help: values.help === true,
  };
}

function wordOf<Word extends string>(
  option: keyof typeof choices,
  given: string | undefined,
): Word | undefined {
  if (given !== undefined && !Object.hasOwn(choices[option], given)) {
    throw new Error(
      `there is no ${option === 'deploy' ? 'tool to deploy with called' : option} "${given}"; there is ${Object.keys(choices[option]).join(', ')}`,
    );
  }
  return given as Word | undefined;
}
