import { hasWorker, type Project, type Team } from './choices.ts';

/** A file of the project, and the template that it is copied from. */
export interface ProjectFile {
  readonly path: string;
  readonly template: string;
}

/**
 * The files of a project. A team deploys its own stack; the tests run it beside stand-ins for the other teams', because a
 * callback needs all three.
 */
export function filesOf({ team, language, deploy }: Project): ProjectFile[] {
  if (deploy === 'sam') return filesOfSam(team);
  const worker = `worker-${language}`;
  return [
    { path: '.gitignore', template: 'gitignore' },
    ...['cdk.json', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'README.md'].map(same),
    { path: 'app.ts', template: `app-${team}.ts` },
    ...['test/system.ts', 'test/execution.ts'].map(same),
    {
      path: 'test/callback.test.ts',
      template: `test/callback-${hasWorker(team) ? 'worked' : 'answered'}.test.ts`,
    },
    { path: `${folderOf('requester', team)}/orders-stack.ts`, template: 'orders-stack.ts' },
    ...(hasWorker(team)
      ? [
          { path: 'lib/payments-stack.ts', template: `${worker}/payments-stack.ts` },
          ...(language === 'python'
            ? [{ path: 'src/payments/handler.py', template: `${worker}/handler.py` }]
            : [{ path: 'src/payments.lambda.ts', template: `${worker}/payments.lambda.ts` }]),
        ]
      : [{ path: 'test/stand-ins/payments-stack.ts', template: 'test/payments-queue-stack.ts' }]),
  ];
}

/** A worker's own stack is a template; the others, for the tests, are the same as with the CDK. */
function filesOfSam(team: Team): ProjectFile[] {
  return [
    { path: '.gitignore', template: 'gitignore' },
    ...['package.json', 'tsconfig.json', 'vitest.config.ts', 'test/execution.ts'].map(same),
    ...['README.md', 'template.yaml'].map((path) => ({ path, template: `worker-sam/${path}` })),
    { path: 'test/system.ts', template: 'worker-sam/system.ts' },
    { path: 'test/callback.test.ts', template: 'test/callback-worked.test.ts' },
    { path: `${folderOf('requester', team)}/orders-stack.ts`, template: 'orders-stack.ts' },
    { path: 'src/payments/handler.py', template: 'worker-python/handler.py' },
  ];
}

/** A team's own stack is in lib; another's is a stand-in of the tests. */
export function folderOf(owner: Team, team: Team): string {
  return team === owner || team === 'all' ? 'lib' : 'test/stand-ins';
}

const same = (path: string): ProjectFile => ({ path, template: path });
