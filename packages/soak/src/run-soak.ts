import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { comeToRest } from './account/come-to-rest.ts';
import { nextFault } from './fault.ts';
import { applyLoad } from './load/apply-load.ts';
import { runEndlessQueries } from './load/endless-queries.ts';
import { createLedger } from './load/ledger.ts';
import type { SoakOptions } from './options.ts';
import type { SoakReport } from './report.ts';
import { applyFault, killNow, noStrikes } from './runtime/apply-fault.ts';
import { type Disk, openDisk } from './runtime/disk.ts';
import { freePort } from './runtime/free-port.ts';
import { createSupervisor, type Supervisor } from './runtime/supervisor.ts';
import { seeded } from './seeded.ts';

export type Soak = Omit<SoakOptions, 'json' | 'seed'> & { readonly seed: number };

/** Between two faults. */
const PAUSE_MS = { least: 100, most: 500 };
const AT_WORK_MS = 1_000;

/** @param progress hears lines for people */
export async function runSoak(options: Soak, progress: (line: string) => void): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'callback-relay-soak-'));
  const disk = await openDisk();
  try {
    progress('synthesizing the app');
    // Loaded only here: CDK takes a second.
    const { synthesizeSoakApp } = await import('./app/soak-app.ts');
    const app = synthesizeSoakApp(join(folder, 'app'));
    const supervisor = createSupervisor({
      ...{ app, disk, port: await freePort(), compileCache: join(folder, 'compiled') },
    });
    try {
      return await soak(options, supervisor, disk, progress);
    } finally {
      await supervisor.kill();
    }
  } finally {
    await disk.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function soak(
  { seed, minutes, faults, every }: Soak,
  supervisor: Supervisor,
  disk: Disk,
  progress: (line: string) => void,
): Promise<SoakReport> {
  const random = seeded(seed);
  const strikes = noStrikes();
  const ledger = createLedger();
  const kinds = faults.filter((kind) => kind !== 'disk' || disk.fill !== undefined);
  await supervisor.up();
  const load = applyLoad(supervisor.endpoint, ledger, 'soak');
  const begun = performance.now();
  const isOver = () => performance.now() - begun > minutes * 60_000;
  const report = everyFiveSeconds(() =>
    progress(
      `${Math.round((performance.now() - begun) / 1000)} s: ${strikes.kills} kills, ${strikes.stops} stops, ${strikes.diskFills} full disks, ${strikes.clockMoves} clock moves, ${ledger.acknowledged()} calls acknowledged`,
    ),
  );
  try {
    const pauseMs = every === undefined ? () => between(PAUSE_MS, random()) : beat(every * 1_000);
    while (!isOver()) {
      await Promise.race([load.failed, setTimeout(pauseMs())]);
      if (kinds.length === 0) continue;
      const fault = nextFault(random, kinds);
      if (every !== undefined && fault.kind === 'kill') await killNow(supervisor, strikes);
      else await applyFault(fault, supervisor, disk, strikes);
    }
    await load.startNoMore();
    const findings = await comeToRest(supervisor, ledger, progress);
    await load.stop();
    const queries = await runEndlessQueries(supervisor);
    const idleStopMs = await supervisor.interrupt();
    const stopMs = await interruptAtWork(supervisor);
    for (const said of supervisor.endedByThemselves) progress(`the runtime ended by itself: ${said}`);
    return {
      ...{ seed, minutes, disk: disk.says, ...strikes, starts: supervisor.starts() },
      ...{ acknowledged: ledger.acknowledged(), executions: ledger.executions.length },
      ...findings,
      endedByItself: supervisor.endedByThemselves.length,
      ...queries,
      ...{ idleStopMs, stopMs },
    };
  } finally {
    clearInterval(report);
    await load.stop();
  }
}

/** Ctrl-C while executions are started and nothing of them is accounted for. */
async function interruptAtWork(supervisor: Supervisor): Promise<number> {
  await supervisor.up();
  const load = applyLoad(supervisor.endpoint, createLedger(), 'last');
  await setTimeout(AT_WORK_MS);
  const stopMs = await supervisor.interrupt();
  await load.stop();
  return stopMs;
}

const between = ({ least, most }: typeof PAUSE_MS, share: number) => least + share * (most - least);

/** Milliseconds from now to the next of a row of moments that the clock gives. */
function beat(everyMs: number): () => number {
  let next = performance.now();
  return () => {
    const now = performance.now();
    next = Math.max(next + everyMs, now);
    return next - now;
  };
}

function everyFiveSeconds(say: () => void): NodeJS.Timeout {
  return setInterval(say, 5_000);
}
