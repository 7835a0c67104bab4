import type { Bench } from '../benchmark.ts';
import { reasonOf } from '../reason.ts';
import { bytesIn } from './bytes-in.ts';
import type { Contender, Round } from './contender.ts';

/** What is compared. One that cannot be had, or fails on the way, is left out with its reason, and the others go on. */
export interface Contenders {
  names(): readonly string[];
  /** Starts one and has a first callback answered. It keeps what it answers in files below `dataDir`, if it can. */
  add(name: string, dataDir: string, contender: Contender): Promise<void>;
  /** Callbacks per second; undefined of one that is left out. */
  round(name: string, round: Round): Promise<number | undefined>;
  close(): Promise<void>;
}

export function createContenders({ progress }: Pick<Bench, 'progress'>): Contenders {
  const open = new Map<string, Contender>();

  async function round(name: string, of: Round): Promise<number | undefined> {
    const contender = open.get(name);
    try {
      return await contender?.round(of);
    } catch (error) {
      progress(`skipped ${name}: ${reasonOf(error)}`);
      open.delete(name);
      await contender?.close();
      return undefined;
    }
  }

  return {
    names: () => [...open.keys()],
    async add(name, dataDir, contender) {
      open.set(name, contender);
      const first = await round(name, { count: 1, clients: 1 });
      if (first !== undefined && bytesIn(dataDir) === 0)
        progress(`${name} writes nothing to disk: it answers from memory alone`);
    },
    round,
    async close() {
      for (const contender of open.values()) await contender.close();
    },
  };
}
