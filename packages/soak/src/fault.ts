/** What is done to the runtime. Times in milliseconds of the machine's clock. */
export type Fault =
  /** `kill -9`, so long after it was ready; or, while it starts, so long after it was spawned. */
  | { readonly kind: 'kill'; readonly afterMs: number; readonly whileStarting: boolean }
  /** SIGSTOP, and SIGCONT so much later. */
  | { readonly kind: 'stop'; readonly forMs: number }
  /** Its disk is full for so long; then it may be killed before there is room again. */
  | { readonly kind: 'disk'; readonly forMs: number; readonly killed: boolean }
  /** Its clock is moved on. A restart moves it back. */
  | { readonly kind: 'clock'; readonly byMs: number };

export const faultKinds = ['kill', 'stop', 'disk', 'clock'] as const;
export type FaultKind = Fault['kind'];

/** How often each kind comes, beside the others. */
const WEIGHTS: Readonly<Record<FaultKind, number>> = { kill: 6, stop: 1, disk: 1, clock: 2 };
/** Of the kills, those that strike while it starts. */
const WHILE_STARTING = 0.25;
const LONGEST_CLOCK_MOVE_MS = 15 * 60_000;

/** Draws the next fault of the kinds that are asked for. */
export function nextFault(random: () => number, kinds: readonly FaultKind[]): Fault {
  switch (kindOf(random(), kinds)) {
    case 'kill': {
      const whileStarting = random() < WHILE_STARTING;
      return { kind: 'kill', afterMs: Math.round(random() * (whileStarting ? 700 : 1_000)), whileStarting };
    }
    case 'stop':
      return { kind: 'stop', forMs: Math.round(200 + random() * 2_500) };
    case 'disk':
      return { kind: 'disk', forMs: Math.round(200 + random() * 1_800), killed: random() < 0.5 };
    case 'clock':
      return { kind: 'clock', byMs: Math.round(1_000 + random() * LONGEST_CLOCK_MOVE_MS) };
  }
}

function kindOf(drawn: number, kinds: readonly FaultKind[]): FaultKind {
  const total = kinds.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
  let left = drawn * total;
  const found = kinds.find((kind) => {
    left -= WEIGHTS[kind];
    return left < 0;
  });
  return found ?? 'kill';
}
