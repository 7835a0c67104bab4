import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createStage, destroyClients, listWaits, type Wait } from '@callback-relay/operator';
import { stage as stageName } from '../app/names.ts';
import type { Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { median, spread } from '../statistics.ts';
import { type Host, startHost } from '../waiting/host.ts';
import { correlationIdOf, fill } from './fill.ts';

const CALLBACKS = 100_000;
const SHOWN = 50;
const script = join(import.meta.dirname, 'command-process.ts');

/** What it takes to see what waits, where much does. */
export const waits: Benchmark = {
  name: 'waits',
  says: `seconds and read units of callback-relay waits over ${CALLBACKS.toLocaleString('en-US')} open callbacks`,
  runs: 3,
  async run(bench) {
    const host = await startHost(await bench.assembly());
    try {
      bench.progress(`opening ${CALLBACKS} callbacks`);
      await fill(host.clientConfig, `callback-relay-${stageName}-callbacks`, CALLBACKS);
      const seconds: number[] = [];
      for (let run = 0; run < bench.runs; run++) {
        bench.progress(`listing the ${SHOWN} oldest`);
        seconds.push(await commandSeconds(host));
      }
      return findingsOf(seconds, await readUnits(host));
    } finally {
      await host.stop();
    }
  },
};

/** From the start of the command's process to its end. */
async function commandSeconds({ clientConfig }: Host): Promise<number> {
  const begun = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    ...['waits', '--json', '--limit', String(SHOWN)],
    ...['--stage', stageName, '--endpoint-url', clientConfig.endpoint],
  ]);
  const seconds = (performance.now() - begun) / 1000;
  const shown = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Wait).correlationId);
  const oldest = Array.from({ length: SHOWN }, (_, number) => correlationIdOf(number));
  if (shown.join() !== oldest.join()) throw new Error(`the oldest were not shown, but ${shown.join(', ')}`);
  return seconds;
}

/** The same list by the same code, which says what the look cost. */
async function readUnits({ clientConfig }: Host): Promise<number> {
  const stage = createStage({ ...clientConfig, stage: stageName });
  try {
    const list = await listWaits(stage, { limit: SHOWN });
    if (list.open !== CALLBACKS) throw new Error(`${list.open} callbacks are open, not ${CALLBACKS}`);
    return list.readUnits;
  } finally {
    destroyClients(stage.clients);
  }
}

function findingsOf(seconds: readonly number[], units: number): Finding[] {
  return [
    {
      figure: figure('waits.oldest', 's', median(seconds), { runs: seconds.length, spread: spread(seconds) }),
      target: { of: 'ours', most: 5 },
    },
    { figure: figure('waits.read-units', 'read units', units) },
  ];
}
