// `pnpm smoke`: outside judges of the app. cfn-lint reads the templates, the real CDK CLI deploys them to MiniStack.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { synthesize } from '../app/synthesis.ts';
import { run } from './smoke/command.ts';
import { allowedOrders, bootstrap, deploy, type Team } from './smoke/deployment.ts';
import { type Emulator, startEmulator } from './smoke/emulator.ts';
import { type PythonTools, pythonTools } from './smoke/python-tools.ts';
import { Reporter } from './smoke/reporter.ts';
import { judged, leftOut } from './smoke/scenarios.ts';

const usage = `Usage: pnpm smoke [--json]

Lints the templates with cfn-lint, deploys the stacks with the real cdk bootstrap and cdk deploy to MiniStack, in each order that the
docs allow, updates each alone, and runs the scenarios that MiniStack can judge. Both tools are installed from PyPI into .venv; where
that can't be, the run is skipped, and says so. Takes about two minutes.

  --json   print one JSON object a check: {"check", "outcome", "seconds", "reason"}
`;

const root = fileURLToPath(new URL('../../', import.meta.url));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const reporter = new Reporter(values.json);
  const tools = await pythonTools(root);
  if ('missing' in tools) {
    reporter.report({ check: 'smoke', outcome: 'skipped', reason: tools.missing });
    return reporter.conclude();
  }
  const assembly = mkdtempSync(join(tmpdir(), 'callback-relay-smoke-'));
  try {
    const { templates } = synthesize({ outdir: assembly });
    const files = templates.map(({ stackName }) => join(assembly, `${stackName}.template.json`));
    // W3005: CDK lists dependencies that a reference implies.
    await reporter.check('cfn-lint has nothing to say of the templates', () =>
      run(tools.cfnLint, ['--ignore-checks', 'W3005', '--', ...files]),
    );
    for (const order of allowedOrders) await deployInOrder(reporter, tools, assembly, order);
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
  return reporter.conclude();
}

/** Deploys on an emulator of its own; after the last order the app is put to use. */
async function deployInOrder(
  reporter: Reporter,
  tools: PythonTools,
  assembly: string,
  order: readonly Team[],
): Promise<void> {
  const emulator = await startEmulator(tools.ministack);
  try {
    if (!(await reporter.check('cdk bootstrap', () => bootstrap(emulator, assembly)))) return;
    if (order === allowedOrders[0]) await refuseTooEarly(reporter, emulator, assembly);
    for (const [at, team] of order.entries()) {
      const before = at === 0 ? 'first' : `after ${order.slice(0, at).join(', ')}`;
      const deployed = await reporter.check(`cdk deploy ${team}, ${before}`, () =>
        deploy(emulator, assembly, team),
      );
      if (!deployed) return;
    }
    if (order === allowedOrders.at(-1)) await putToUse(reporter, emulator, assembly, order);
  } finally {
    await emulator.stop();
  }
}

async function refuseTooEarly(reporter: Reporter, emulator: Emulator, assembly: string): Promise<void> {
  await reporter.check(
    'the requester before its relay is refused, and says which role is missing',
    async () => {
      const { ok, output } = await deploy(emulator, assembly, 'EvenOddRequester');
      return { ok: !ok && /callback-relay-dev-relay-us-east-1 cannot be found/.test(output), output };
    },
  );
}

async function putToUse(
  reporter: Reporter,
  emulator: Emulator,
  assembly: string,
  teams: readonly Team[],
): Promise<void> {
  for (const team of teams) {
    await reporter.check(`cdk deploy ${team}, updated alone`, () =>
      deploy(emulator, assembly, team, '--force'),
    );
  }
  const e2e = join(root, 'packages/scenarios/src/bin/e2e.ts');
  await reporter.check('every scenario is judged, or left out for a reason', async () => {
    const { ok, output } = await run(process.execPath, [e2e, '--list'], process.env);
    const known = new Set([...judged, ...Object.keys(leftOut)]);
    const unknown = output.split('\n').filter((title) => title !== '' && !known.has(title));
    return { ok: ok && unknown.length === 0, output: unknown.join('\n') };
  });
  for (const title of judged) {
    await reporter.check(title, () => run(process.execPath, [e2e, '--only', title], emulator.env));
  }
  for (const [check, reason] of Object.entries(leftOut))
    reporter.report({ check, outcome: 'skipped', reason });
}

process.exitCode = await main();
