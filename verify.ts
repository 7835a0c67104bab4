// `pnpm verify`: every check of CI but the tests, one on each core, each by the tool that owns it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
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

async function main(): Promise<number> {
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
  let next = 0;
  const failed: string[] = [];
  const work = async () => {
    for (let check = chosen[next++]; check !== undefined; check = chosen[next++]) {
      if (!(await run(check, values.json === true))) failed.push(check.name);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return failed.length === 0 ? 0 : 1;
}

async function run(check: (typeof checks)[number], json: boolean): Promise<boolean> {
  const begun = performance.now();
  const { ok, output } = await outcomeOf(check.command);
  const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  if (!ok) process.stderr.write(output);
  const line = json
    ? JSON.stringify({ check: check.name, ok, seconds })
    : `${ok ? 'ok    ' : 'FAILED'} ${check.name.padEnd(12)} ${seconds} s`;
  process.stdout.write(`${line}\n`);
  return ok;
}

async function outcomeOf([program = '', ...args]: readonly string[]) {
  const child = spawn(program, args, {
    env: { ...process.env, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const [[status], ...output] = await Promise.all([
      once(child, 'close'),
      text(child.stdout),
      text(child.stderr),
    ]);
    return { ok: status === 0, output: output.join('') };
  } catch (error) {
    return { ok: false, output: `${program} did not start: ${(error as Error).message}\n` };
  }
}

process.exitCode = await main();
