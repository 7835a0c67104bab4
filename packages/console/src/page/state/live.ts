import type { VerdictEntry, Wait } from '@callback-relay/operator';
import { batch, computed, signal } from '@preact/signals';
import { get } from './api.ts';
import { setServerTime } from './clock.ts';

/** What the server tells as it happens. */
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

export const openCount = computed(() => waits.value?.length);

const mostVerdicts = 5000;

interface WaitsChange {
  readonly opened: readonly Wait[];
  readonly closed: readonly string[];
  readonly now: number;
}

export function connect(): void {
  const source = new EventSource('/console/api/events');
  const on = <Data>(event: string, listener: (data: Data) => void) =>
    source.addEventListener(event, (message) => listener(JSON.parse((message as MessageEvent<string>).data)));
  on<{ now: number }>('hello', ({ now }) => {
    setServerTime(now);
    connection.value = 'live';
    void readAll();
  });
  on<{ now: number }>('tick', ({ now }) => setServerTime(now));
  on<WaitsChange>('waits', changeWaits);
  on<readonly VerdictEntry[]>('verdicts', addVerdicts);
  on<{ message: string }>('problem', ({ message }) => {
    problem.value = message;
  });
  on<object>('recovered', () => void readAll());
  source.onerror = () => {
    connection.value = 'lost';
    // The browser gives up on answers other than an event stream's: a server that starts gives some.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
}

async function readAll(): Promise<void> {
  try {
    const [list, found] = await Promise.all([
      get<{ waits: readonly Wait[] }>('waits'),
      get<readonly VerdictEntry[]>('verdicts', { since: String(Date.now() - 86_400_000) }).catch(() => []),
    ]);
    batch(() => {
      problem.value = undefined;
      waits.value = list.waits;
      verdicts.value = found.toReversed().slice(0, mostVerdicts);
      changes.value += 1;
    });
  } catch (error) {
    problem.value = (error as Error).message;
  }
}

function changeWaits({ opened, closed, now }: WaitsChange): void {
  const gone = new Set([...closed, ...opened.map(({ correlationId }) => correlationId)]);
  batch(() => {
    setServerTime(now);
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
