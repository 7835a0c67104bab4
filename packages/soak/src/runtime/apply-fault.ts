import { setTimeout } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { moveClock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { Supervisor } from './supervisor.ts';

/** How often each fault has struck. */
export interface Strikes {
  kills: number;
  killsWhileStarting: number;
  stops: number;
  diskFills: number;
  clockMoves: number;
}

export const noStrikes = (): Strikes => ({
  kills: 0,
  killsWhileStarting: 0,
  stops: 0,
  diskFills: 0,
  clockMoves: 0,
});

/** Resolves when the fault is over and the runtime answers again. */
export async function applyFault(
  fault: Fault,
  supervisor: Supervisor,
  disk: Disk,
  strikes: Strikes,
): Promise<void> {
  const runtime = await supervisor.up();
  switch (fault.kind) {
    case 'kill':
      await (fault.whileStarting ? 0 : setTimeout(fault.afterMs));
      await kill(supervisor, strikes);
      if (fault.whileStarting) await killWhileStarting(supervisor, fault.afterMs, strikes);
      break;
    case 'stop':
      runtime.signal('SIGSTOP');
      await setTimeout(fault.forMs);
      runtime.signal('SIGCONT');
      strikes.stops += 1;
      break;
    case 'disk':
      disk.fill?.();
      await setTimeout(fault.forMs);
      if (fault.killed) await kill(supervisor, strikes);
      disk.makeRoom();
      strikes.diskFills += 1;
      break;
    case 'clock':
      if (await moveClock(supervisor.endpoint, fault.byMs)) strikes.clockMoves += 1;
      break;
  }
  await supervisor.up();
}

/** `kill -9`, whether it is up or starts, and the next one spawned at once. */
export async function killNow(supervisor: Supervisor, strikes: Strikes): Promise<void> {
  const { wasReady } = await kill(supervisor, strikes);
  if (!wasReady) strikes.killsWhileStarting += 1;
  supervisor.spawn();
}

async function kill(supervisor: Supervisor, strikes: Strikes): Promise<{ readonly wasReady: boolean }> {
  const killed = await supervisor.kill();
  strikes.kills += 1;
  return killed;
}

async function killWhileStarting(supervisor: Supervisor, afterMs: number, strikes: Strikes): Promise<void> {
  supervisor.spawn();
  await setTimeout(afterMs);
  const { wasReady } = await kill(supervisor, strikes);
  if (!wasReady) strikes.killsWhileStarting += 1;
}
