import { availableParallelism } from 'node:os';
import { AwsError } from '../../foundation/aws-error.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import { releaseMemory } from '../../foundation/release-memory.ts';
import type { LocalFunction } from './function.ts';
import type { Instance, Ran } from './instance.ts';
import { createRoom } from './room.ts';
import type { InvokeMessage } from './sandbox/message.ts';
import { threadLoad } from './thread-load.ts';

export type Invocation = Omit<InvokeMessage, 'kind' | 'timeoutMs'>;

export interface PoolOptions {
  readonly clock: Clock;
  readonly start: (fn: LocalFunction) => Instance;
}

/** The instances of one function. */
export interface Pool {
  /** @throws AwsError TooManyRequestsException over the reserved concurrency */
  run(call: Invocation): Promise<Ran & { readonly cold: boolean }>;
  /** Resolves when an invocation would not have to wait. */
  opening(): Promise<void>;
  /** Invocations that wait for an instance. */
  waiting(): number;
  /** Goes on with another configuration or code: what runs ends as it began, what comes starts with the new one. */
  replace(fn: LocalFunction): void;
  stop(): Promise<void>;
}

/**
 * A machine has no thousand threads to spare: above so many instances of a function an invocation waits for one,
 * where Lambda would start another.
 */
const MOST_INSTANCES = Math.max(4, 2 * availableParallelism());

/**
 * Of threads, which are seen to wait for a timer, say, and then take no core but some 30 MB each: while the machine has
 * memory to spare. A relay whose instances keep to their shares of a quota needs as many as its mapping allows, 18.
 */
const MOST_WAITING = Math.max(20, MOST_INSTANCES);
const SPARE_BYTES = 512 * 1_048_576;

function mostInstances({ runtime }: LocalFunction): number {
  const isThread = runtime.startsWith('nodejs');
  return isThread && process.availableMemory() > SPARE_BYTES ? MOST_WAITING : MOST_INSTANCES;
}

/** The other half of the cores is for the other functions of a chain, and for the services that they call. */
const LEAST_INSTANCES = Math.max(1, Math.floor(availableParallelism() / 2));

/** After a burst all instances but one are let go soon, because each holds some 30 MB; the last one stays warm longer. */
const BURST_OVER_MS = 5000;
const IDLE_MS = 300_000;

export function createPool(initial: LocalFunction, { clock, start }: PoolOptions): Pool {
  let fn = initial;
  let idle: Instance[] = [];
  const all = new Set<Instance>();
  const busy = new Set<Instance>();
  const room = createRoom({
    least: LEAST_INSTANCES,
    cores: availableParallelism(),
    most: () => mostInstances(fn),
    inside: () => busy,
    services: threadLoad(performance),
  });
  let running = 0;
  let eviction: Timer | undefined;
  let stopped = false;

  async function evictIdle(keep: number): Promise<void> {
    await Promise.all(idle.splice(keep).map(discard));
  }

  /** Nothing runs any more. */
  function armEviction(): void {
    eviction = clock.setTimer(clock.now() + BURST_OVER_MS, () => {
      const wasBurst = idle.length > 1;
      const evicted = evictIdle(1);
      if (wasBurst) void evicted.then(releaseMemory);
      eviction = clock.setTimer(clock.now() + IDLE_MS, () => void evictIdle(0));
    });
  }

  function discard(instance: Instance): Promise<void> {
    all.delete(instance);
    return instance.stop();
  }

  function startFresh(): Instance {
    const instance = start(fn);
    all.add(instance);
    return instance;
  }

  /** One that broke while it idled, by a timer that threw, say, is discarded. */
  function takeWarm(): Instance | undefined {
    const instance = idle.pop();
    if (instance === undefined || instance.usable) return instance;
    void discard(instance);
    return takeWarm();
  }

  async function admit(): Promise<void> {
    if (stopped) await never();
    if (fn.reservedConcurrency !== undefined && running >= fn.reservedConcurrency) throw throttled();
    running += 1;
    eviction?.cancel();
    await room.enter();
    // Meanwhile it may have been stopped: what is started now would be ended by nothing.
    if (stopped) await never();
  }

  function release(instance: Instance, code: LocalFunction): void {
    running -= 1;
    busy.delete(instance);
    if (!instance.usable || code !== fn) void discard(instance);
    else idle.push(instance);
    room.leave();
    if (running === 0 && !stopped) armEviction();
  }

  return {
    async run(call) {
      await admit();
      const code = fn;
      const warm = takeWarm();
      const instance = warm ?? startFresh();
      busy.add(instance);
      try {
        const outcome = await instance.run(call);
        if (stopped) return await never();
        return { ...outcome, cold: warm === undefined };
      } finally {
        release(instance, code);
      }
    },
    opening: room.opening,
    waiting: room.waiting,
    replace(next) {
      fn = next;
      void evictIdle(0);
    },
    async stop() {
      stopped = true;
      room.close();
      eviction?.cancel();
      idle = [];
      await Promise.all([...all].map((instance) => instance.stop()));
    },
  };
}

/** What the runtime's own end cuts short has no outcome: it is not a failure of the function. */
function never(): Promise<never> {
  return new Promise(() => {});
}

function throttled(): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
}
