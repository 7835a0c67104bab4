import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { run } from './command.ts';
import { workspace } from './published-packages.ts';
import { openTeamFolder, type TeamFolder, teamApp } from './team-folder.ts';

it.each(['payments.lambda.ts', 'payments-stack.ts', 'orders-stack.ts', 'app.ts', 'run.ts'])(
  "infra's README shows %s as it is",
  (file) => {
    const readme = readFileSync(join(workspace, 'infra/README.md'), 'utf8');
    expect(readme).toContain(`\`\`\`ts\n${readFileSync(join(teamApp, file), 'utf8')}\`\`\``);
  },
);

describe('in an empty folder outside the workspace, installed by npm from the tarballs', () => {
  let team: TeamFolder;
  const node = (...args: string[]) => run(team.path, process.execPath, ...args);

  beforeAll(async () => {
    team = await openTeamFolder(inject('tarballs'));
    return team.remove;
  });
  beforeEach(({ skip }) => {
    skip(team.unreachable !== undefined, `the npm registry can't be reached: ${team.unreachable}`);
  });

  it('there is one copy of the contract', async () => {
    const copies = await run(team.path, 'npm', 'query', '[name="@callback-relay/contract"]');
    expect((JSON.parse(copies) as { location: string }[]).map(({ location }) => location)).toEqual([
      'node_modules/@callback-relay/contract',
    ]);
  });

  it("the team's app type-checks, declarations of ours included", async () => {
    expect(await run(team.path, join('node_modules', '.bin', 'tsc'))).toBe('');
  });

  it('it is synthesized, and its executions are answered on the local runtime', async () => {
    await node('app.ts');
    expect(existsSync(join(team.path, 'cdk.out', 'Relay.template.json'))).toBe(true);

    expect(JSON.parse(await node('run.ts'))).toEqual({
      status: 'SUCCEEDED',
      output: '{"paymentId":"payment-of-4711"}',
    });
    expect(JSON.parse(await node('run.ts', '{"orderId": "4712", "cents": 20000}'))).toMatchObject({
      status: 'FAILED',
      error: 'PaymentDeclined',
    });
  });

  it.each(['callback-relay-dev', 'callback-relay-conformance'])('%s is a command', async (command) => {
    expect(await node(join('node_modules', '.bin', command), '--help')).toMatch(/^Usage: /);
  });
});
