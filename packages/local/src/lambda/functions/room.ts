import type { Instance } from './instance.ts';

/** How many invocations may run at once: more of them while those inside only wait. */
export interface Room {
  /** Enters, as soon as there is room. */
  enter(): Promise<void>;
  leave(): void;
  /** Resolves when there is room, without entering. */
  opening(): Promise<void>;
  /** Lets nothing in any more. */
  close(): void;
}

export interface RoomOptions {
  /** Let in at once. */
  readonly least: number;
  readonly most: number;
  /** The instances that run those inside. */
  readonly inside: () => Iterable<Pick<Instance, 'load'>>;
}

/** Long beside an invocation that computes, short beside one that waits for something. */
const LOOK_MS = 20;

/** Of its time an instance computes for less than this where it waits for something else than a core. */
const WAITS_BELOW = 0.25;

/**
 * Room for invocations. A machine has few cores, and an instance that computes is no faster for another one beside it:
 * it is only colder. So invocations wait for a warm instance, unless the instances sit and wait themselves.
 */
export function createRoom({ least, most, inside }: RoomOptions): Room {
  let open = least;
  let entered = 0;
  const waiting: { readonly enters: boolean; readonly go: () => void }[] = [];
  let looking: NodeJS.Timeout | undefined;

  function letIn(): void {
    while (waiting.length > 0 && entered < open) {
      const next = waiting.shift();
      if (next?.enters) entered += 1;
      next?.go();
      // It has yet to enter, so the next ones wait for the next leave or look.
      if (!next?.enters) break;
    }
  }

  function look(): void {
    looking = undefined;
    if (waiting.length === 0) return;
    const loads = [...inside()].map(({ load }) => load());
    if (loads.some((load) => load < WAITS_BELOW)) open = Math.min(most, open + 1);
    letIn();
    watch();
  }

  function watch(): void {
    if (looking !== undefined || waiting.length === 0) return;
    for (const { load } of inside()) load();
    looking = setTimeout(look, LOOK_MS);
  }

  function wait(enters: boolean): Promise<void> {
    return new Promise((go) => {
      waiting.push({ enters, go });
      watch();
    });
  }

  return {
    async enter() {
      if (waiting.length === 0 && entered < open) entered += 1;
      else await wait(true);
    },
    leave() {
      entered -= 1;
      letIn();
      if (entered === 0 && waiting.length === 0) open = least;
    },
    async opening() {
      if (waiting.length > 0 || entered >= open) await wait(false);
    },
    close() {
      clearTimeout(looking);
      waiting.length = 0;
      open = 0;
    },
  };
}
