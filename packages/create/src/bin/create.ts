#!/usr/bin/env node
import type { Project } from '../choices.ts';
import { makeProject } from '../make-project.ts';
// `npm create callback-relay`: a project for one team, in a new folder.
import { type Given, readOptions, usage } from '../options.ts';
import { askForTheRest, withDefaults } from '../questions.ts';

async function main(): Promise<number> {
  let given: Given;
  try {
    given = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`create-callback-relay: ${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (given.help) {
    process.stdout.write(usage);
    return 0;
  }
  const asks = process.stdin.isTTY && process.stdout.isTTY && !given.json;
  const project = asks ? await askForTheRest(given) : withDefaults(given);
  try {
    const files = makeProject(project);
    const { folder, team, language, deploy } = project;
    process.stdout.write(
      given.json ? `${JSON.stringify({ folder, team, language, deploy, files })}\n` : next(project, files),
    );
    return 0;
  } catch (error) {
    process.stderr.write(`create-callback-relay: ${(error as Error).message}\n`);
    return 1;
  }
}

function next({ folder, deploy }: Project, files: readonly string[]): string {
  return `${files.map((file) => `  ${file}`).join('\n')}

Made in ${folder}. Next:

  cd ${folder}
  npm install
  npm test           # on this machine, without an AWS account
  ${deploy === 'sam' ? 'sam build && sam deploy --guided' : 'npx cdk deploy --all'}
`;
}

process.exitCode = await main();
