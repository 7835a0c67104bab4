// `pnpm verify`: every check of CI but the tests, one after the other, each by the tool that owns it.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const checks: readonly { name: string; says: string; command: readonly string[] }[] = [
  {
    name: 'lint',
    says: 'formatting, dependency rules, import circles, file and complexity budgets',
    command: ['biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'types', says: 'strict TypeScript', command: ['tsc', '--noEmit'] },
  {
    name: 'contract',
    says: 'the published schemas are those of the code, and break nothing that was released',
    command: ['node', 'packages/contract/src/bin/schema.ts', '--check'],
  },
  {
    name: 'cdk-types',
    says: "strict TypeScript of what imports CDK's constructs",
    command: ['tsc', '--noEmit', '--project', 'tsconfig.cdk.json'],
  },
  {
    name: 'page-types',
    says: 'strict TypeScript of what runs in a browser',
    command: ['tsc', '--noEmit', '--project', 'tsconfig.page.json'],
  },
  {
    name: 'site',
    says: 'the documentation builds as a site, without a link to nothing',
    command: ['pnpm', '--filter', '@callback-relay/site', 'build'],
  },
  {
    name: 'surface',
    says: 'what each published package exports is what its api.md says',
    command: ['node', 'packages/release/src/bin/public-surface.ts', '--check'],
  },
  {
    name: 'supported',
    says: "the local runtime's SUPPORTED.md is what its descriptors say, and each row has a test",
    command: ['node', 'packages/local/bin/supported.ts', '--check'],
  },
  {
    name: 'words',
    says: "the field's words in code, tests and docs, and none of our own in their place",
    command: ['node', 'packages/release/src/bin/words.ts'],
  },
  {
    name: 'page-size',
    says: 'what a browser loads of the page, compressed: at most 60 kB',
    command: ['node', 'packages/console/bin/page-size.ts'],
  },
  {
    name: 'costs',
    says: 'bytes of bundles and rows, calls per callback: within their bounds',
    command: ['node', 'packages/bench/src/bin/gate.ts'],
  },
  {
    name: 'marks',
    says: 'each branch of the protocol is met in fixed seeds of the simulation, and every promise holds in them',
    command: ['node', 'packages/simulation/src/bin/simulate.ts', '--runs', '1500', '--seed', '1', '--marks'],
  },
];

const usage = `Usage: pnpm verify [--only NAME] [--json]

Runs every check but the tests and exits with 1 if one fails.

${checks.map((check) => `  ${check.name.padEnd(12)}${check.says}`).join('\n')}

  --only NAME   run one check
  --json        print one JSON object a check: {"check", "ok", "seconds"}
`;

function main(): number {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const chosen = checks.filter((check) => values.only === undefined || check.name === values.only);
  if (chosen.length === 0) {
    process.stderr.write(
      `verify: no check is called ${values.only}; there are ${checks.map((c) => c.name).join(', ')}\n`,
    );
    return 2;
  }
  const failed = chosen.filter((check) => !run(check, values.json === true));
  return failed.length === 0 ? 0 : 1;
}

function run(check: (typeof checks)[number], json: boolean): boolean {
  const begun = performance.now();
  const [program = '', ...args] = check.command;
  const done = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } });
  const ok = done.status === 0;
  const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  if (!ok) process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`);
  const line = json
    ? JSON.stringify({ check: check.name, ok, seconds })
    : `${ok ? 'ok    ' : 'FAILED'} ${check.name.padEnd(12)} ${seconds} s`;
  process.stdout.write(`${line}\n`);
  return ok;
}

process.exitCode = main();
