import type { Instance } from './instance.ts';

/** How many invocations may run at once: more of them while those inside only wait. */
export interface Room {
  /** Enters, as soon as there is room. */
  enter(): Promise<void>;
  leave(): void;
  /** Resolves when there is room, without entering. */
  opening(): Promise<void>;
  /** How many wait to enter. */
  waiting(): number;
  /** Lets nothing in any more. */
  close(): void;
}

type Load = Pick<Instance, 'load'>;

export interface RoomOptions {
  /** Let in at once. */
  readonly least: number;
  /** Of the machine: so many are let in at once where a crowd waits, and so many may compute, or start, beside those that wait. */
  readonly cores: number;
  /** Asked whenever one more would be let in. */
  readonly most: () => number;
  /** The instances that run those inside. */
  readonly inside: () => Iterable<Load>;
  /** The thread of the services that they call. */
  readonly services: Load;
}

/** So many that wait repay the start of another instance. */
const CROWD = 16;

const LOOK_MS = 20;

/** Looks in a row that must find the same: on a busy machine one may find all threads waiting, for a core. */
const LOOKS = 3;

/** Of its time an instance computes for less than this where it waits for something else than a core. */
const WAITS_BELOW = 0.2;

/** Services that compute for more than this are what it waits for, and one more instance would be one more that waits. */
const SERVICES_BUSY = 0.5;

/**
 * Room for invocations. A machine has few cores, and an instance that computes is no faster for another one beside it:
 * it is only colder. So invocations wait for a warm instance, unless the instances sit and wait themselves.
 */
export function createRoom({ least, cores, most, inside, services }: RoomOptions): Room {
  let open = least;
  let entered = 0;
  let entering = 0;
  let looks = 0;
  let isClosed = false;
  const waiting: { readonly enters: boolean; readonly go: () => void }[] = [];
  let looking: NodeJS.Timeout | undefined;

  function letIn(): void {
    while (waiting.length > 0 && entered < open) {
      const next = waiting.shift();
      if (next?.enters) {
        entering -= 1;
        entered += 1;
      }
      next?.go();
      // It has yet to enter, so the next ones wait for the next leave or look.
      if (!next?.enters) break;
    }
  }

  function look(): void {
    looking = undefined;
    if (waiting.length === 0) return;
    const loads = [...inside()].map((instance) => instance.load());
    const computing = loads.filter((load) => load >= WAITS_BELOW).length;
    const idle = services.load() < SERVICES_BUSY && computing < Math.min(cores, loads.length);
    looks = idle ? looks + 1 : 0;
    if (looks === LOOKS) {
      looks = 0;
      open = Math.max(open, Math.min(most(), open + 1));
    }
    letIn();
    watch();
  }

  function watch(): void {
    if (looking !== undefined || waiting.length === 0) return;
    services.load();
    for (const instance of inside()) instance.load();
    looking = setTimeout(look, LOOK_MS);
  }

  function wait(enters: boolean): Promise<void> {
    return new Promise((go) => {
      if (isClosed) return;
      waiting.push({ enters, go });
      if (enters) entering += 1;
      if (entering >= CROWD && open < cores) {
        open = cores;
        letIn();
      }
      watch();
    });
  }

  return {
    async enter() {
      if (waiting.length === 0 && entered < open) entered += 1;
      else await wait(true);
    },
    leave() {
      if (isClosed) return;
      entered -= 1;
      letIn();
      if (entered === 0 && waiting.length === 0) open = least;
    },
    async opening() {
      if (waiting.length > 0 || entered >= open) await wait(false);
    },
    waiting: () => entering,
    close() {
      isClosed = true;
      clearTimeout(looking);
      waiting.length = 0;
      entering = 0;
      open = 0;
    },
  };
}
