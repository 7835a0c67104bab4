import { createEvents, type Events, type EventsOptions } from '../../src/events/create-events.ts';
import type { DeliveryReport } from '../../src/events/dispatcher.ts';
import type { Clock, Timer } from '../../src/foundation/clock.ts';
import type { Caller } from '../../src/foundation/service.ts';
import { eventTargets } from '../../src/service-definitions.ts';

export const account = '111122223333';
export const region = 'eu-west-1';
export const developer: Caller = { account, region };

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly caller: Caller;
}

/** Time that stands still until it is advanced. */
export function manualClock(start = Date.parse('2026-11-02T10:00:00.123Z')) {
  let time = start;
  let timers: { at: number; fire: () => void }[] = [];
  const clock: Clock = {
    now: () => time,
    setTimer(at, fire): Timer {
      const timer = { at, fire };
      timers.push(timer);
      return {
        cancel() {
          timers = timers.filter((other) => other !== timer);
        },
      };
    },
  };
  return {
    clock,
    waiting: () => timers.map(({ at }) => at - time),
    advance(milliseconds: number) {
      time += milliseconds;
      const due = timers.filter(({ at }) => at <= time);
      timers = timers.filter(({ at }) => at > time);
      for (const { fire } of due) fire();
    },
  };
}

/** The events service over targets that record their calls, or answer as `answer` says. */
export function testEvents(options: Partial<EventsOptions> & { answer?: (call: Call) => unknown } = {}): {
  events: Events;
  calls: Call[];
  reports: DeliveryReport[];
  time: ReturnType<typeof manualClock>;
  call: CallOperation;
} {
  const time = manualClock();
  const calls: Call[] = [];
  const reports: DeliveryReport[] = [];
  let ids = 0;
  const events = createEvents({
    clock: time.clock,
    account,
    region,
    ids: () => `id-${++ids}`,
    random: () => 1,
    targets: eventTargets,
    queueUrlOf: (arn) =>
      arn.includes('missing') ? undefined : `http://127.0.0.1/${account}/${arn.split(':').at(-1)}`,
    callService: async (service, operation, input, caller) => {
      const call = { service, operation, input, caller };
      calls.push(call);
      return options.answer?.(call);
    },
    ...options,
  });
  events.onDelivery((report) => reports.push(report));
  const call: CallOperation = async (operation, input, caller = developer) => {
    const run = events.service.operations[operation];
    if (run === undefined) throw new Error(`no operation ${operation}`);
    return (await run(input, caller)) as Record<string, unknown>;
  };
  return { events, calls, reports, time, call };
}

type CallOperation = (
  operation: string,
  input: Record<string, unknown>,
  caller?: Caller,
) => Promise<Record<string, unknown>>;

export function queueArn(name: string): string {
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/** Makes the bus where it is missing, a rule on it, and its targets: one queue called `orders` by default. */
export async function putRule(
  { call }: Pick<ReturnType<typeof testEvents>, 'call'>,
  {
    bus = 'shop',
    name = 'placed',
    caller = developer,
    pattern = { source: ['shop'] } as object,
    targets = [{ Id: 'q', Arn: queueArn('orders') }] as readonly Record<string, unknown>[],
  } = {},
): Promise<void> {
  const { EventBuses } = await call('ListEventBuses', { NamePrefix: bus }, caller);
  if ((EventBuses as unknown[]).length === 0) await call('CreateEventBus', { Name: bus }, caller);
  await call('PutRule', { Name: name, EventBusName: bus, EventPattern: JSON.stringify(pattern) }, caller);
  await call('PutTargets', { Rule: name, EventBusName: bus, Targets: targets }, caller);
}
