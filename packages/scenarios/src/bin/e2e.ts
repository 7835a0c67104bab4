// `pnpm e2e`: the scenario suite, on this machine or against the endpoint that AWS_ENDPOINT_URL names.
import { parseArgs } from 'node:util';
import { allScenarios } from '../cases/all.ts';
import { openRuntime } from '../runtime.ts';
import { type Outcome, runScenarios } from '../suite.ts';
import { openWorld } from '../world/world.ts';

const usage = `Usage: pnpm e2e [--only TEXT] [--list] [--stage STAGE] [--json]

Runs every scenario of a callback, through AWS SDK clients only. Without AWS_ENDPOINT_URL or AWS_PROFILE it synthesizes the app and
boots it on this machine; with one of them it runs against the app that is deployed there, and switches the example's worker off
and on again while it does.

  --only TEXT     only scenarios whose title has this text
  --list          print their titles, and run nothing
  --stage STAGE   of the deployed app (default: dev)
  --json          print one JSON object a scenario: {"scenario", "outcome", "seconds", "reason"}
  --help          print this
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      list: { type: 'boolean', default: false },
      stage: { type: 'string', default: 'dev' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const scenarios = allScenarios.filter(({ title }) => title.includes(values.only));
  if (scenarios.length === 0) {
    process.stderr.write(`e2e: no scenario's title has ${JSON.stringify(values.only)}\n`);
    return 2;
  }
  if (values.list) {
    for (const { title } of scenarios) process.stdout.write(`${title}\n`);
    return 0;
  }
  const runtime = await openRuntime(process.env, values.stage, (line) => process.stderr.write(`${line}\n`));
  try {
    const world = await openWorld(runtime);
    try {
      const outcomes = await runScenarios(world, scenarios, (outcome) => print(outcome, values.json));
      return conclude(outcomes, values.json);
    } finally {
      await world.close();
    }
  } finally {
    await runtime.close();
  }
}

function print(outcome: Outcome, json: boolean): void {
  const { scenario, seconds, reason } = outcome;
  const mark = { passed: 'ok      ', failed: 'FAILED  ', 'left out': 'left out' }[outcome.outcome];
  const line = `${mark} ${scenario} (${seconds} s)${reason === undefined ? '' : `\n         ${reason}`}`;
  process.stdout.write(`${json ? JSON.stringify(outcome) : line}\n`);
}

function conclude(outcomes: readonly Outcome[], json: boolean): number {
  const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const failed = count('failed');
  if (!json)
    process.stdout.write(`${count('passed')} passed, ${failed} failed, ${count('left out')} left out\n`);
  return failed === 0 ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`e2e: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
