import type { VerdictEntry, Wait } from '@callback-relay/operator';
import { batch, signal } from '@preact/signals';
import { get } from './api.ts';
import { now, setServerTime } from './clock.ts';

/** What the server reports as it happens. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');
/** What keeps the server from looking: AWS denies it, or does not answer. */
export const problem = signal<string | undefined>(undefined);
/** Undefined until they were read first. */
export const waits = signal<readonly Wait[] | undefined>(undefined);
/** Newest first. */
export const verdicts = signal<readonly VerdictEntry[]>([]);
/** Rises with every change: views read again what they show. */
export const changes = signal(0);
/** The correlation IDs of the last change. */
export const changed = signal<ReadonlySet<string>>(new Set());

/** How many callbacks are open in the stage: more than are listed where they are very many. */
export const openCount = signal<number | undefined>(undefined);

const mostVerdicts = 5000;

/** Everything that waits comes in parts. */
interface WaitsPart {
  readonly waits: readonly Wait[];
  readonly isLast: boolean;
}

interface WaitsChange {
  readonly opened: readonly Wait[];
  readonly closed: readonly string[];
  readonly open: number;
  readonly now: number;
}

export function connect(): void {
  const source = new EventSource('/console/api/events');
  const on = <Data>(event: string, listener: (data: Data) => void) =>
    source.addEventListener(event, (message) => listener(JSON.parse((message as MessageEvent<string>).data)));
  on<{ now: number }>('hello', ({ now: time }) => {
    setServerTime(time);
    connection.value = 'live';
  });
  on<WaitsPart & { now: number; open: number }>('first', ({ now: time, open, ...part }) => {
    setServerTime(time);
    problem.value = undefined;
    openCount.value = open;
    arriving = [];
    takePart(part);
    void readVerdicts();
  });
  on<WaitsPart>('more', takePart);
  on<{ now: number }>('tick', ({ now: time }) => setServerTime(time));
  on<WaitsChange>('waits', changeWaits);
  on<readonly VerdictEntry[]>('verdicts', addVerdicts);
  on<{ message: string }>('problem', ({ message }) => {
    problem.value = message;
  });
  source.onerror = () => {
    connection.value = 'lost';
    // The browser gives up on answers other than an event stream's: a server that starts gives some.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
}

let arriving: readonly Wait[] = [];

/** The first part is shown at once where nothing is yet; a list that is shown already is replaced when all have come. */
function takePart({ waits: part, isLast }: WaitsPart): void {
  arriving = [...arriving, ...part];
  if (!isLast && waits.value !== undefined) return;
  batch(() => {
    waits.value = arriving;
    changes.value += 1;
  });
}

async function readVerdicts(): Promise<void> {
  const since = String(now.peek() - 86_400_000);
  // What keeps the verdicts from being read is said where they are shown.
  const found = await get<readonly VerdictEntry[]>('verdicts', { since }).catch(() => []);
  batch(() => {
    verdicts.value = found.toReversed().slice(0, mostVerdicts);
    changes.value += 1;
  });
}

function changeWaits({ opened, closed, open, now: time }: WaitsChange): void {
  const gone = new Set([...closed, ...opened.map(({ correlationId }) => correlationId)]);
  batch(() => {
    setServerTime(time);
    openCount.value = open;
    waits.value = [...(waits.value ?? []).filter(({ correlationId }) => !gone.has(correlationId)), ...opened];
    changed.value = gone;
    changes.value += 1;
  });
}

function addVerdicts(entries: readonly VerdictEntry[]): void {
  batch(() => {
    const known = new Set(verdicts.value.slice(0, 500).map(({ at, event }) => `${at} ${event.id}`));
    const fresh = entries.filter(({ at, event }) => !known.has(`${at} ${event.id}`));
    verdicts.value = [...fresh.toReversed(), ...verdicts.value].slice(0, mostVerdicts);
    changed.value = new Set(entries.flatMap(({ correlationId }) => correlationId ?? []));
    changes.value += 1;
  });
}
