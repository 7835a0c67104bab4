import { callAws } from '../engine/call.ts';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import { callOf, type Local } from '../services/remote.ts';
import type { Recorder, StepContent } from './recorder.ts';

/** What the service answered at the instant at which a call took effect. */
export type Taken = { readonly value: unknown } | { readonly error: unknown };

/** The steps that a call is, of one row each; `taken` is left out where the call had no effect. */
export type Description = (input: never, taken: Taken | undefined) => readonly StepContent[];

/** A port over AWS as `remote` makes it, whose calls are recorded as steps of the rows that they concern. */
export function recordedRemote<Port extends object>(
  simulator: Simulator,
  from: Instance,
  service: string,
  local: Local<Port>,
  { recorder, descriptions }: { recorder: Recorder; descriptions: Readonly<Record<string, Description>> },
): Port {
  const port: Record<string, unknown> = {};
  for (const [method, effect] of Object.entries<(...input: never[]) => unknown>(local)) {
    const describe = descriptions[method];
    port[method] = (...input: never[]) => {
      const call = callOf(service, method, input);
      if (describe === undefined) return callAws(simulator, from, call, () => effect(...input));
      const describeInput = (taken?: Taken) => describe(input as never, taken);
      return recorded(recorder, { from, service }, describeInput, (wrap) =>
        callAws(simulator, from, call, () => wrap(() => effect(...input))),
      );
    };
  }
  return port as Port;
}

async function recorded(
  recorder: Recorder,
  { from, service }: { readonly from: Instance; readonly service: string },
  describe: (taken?: Taken) => readonly StepContent[],
  make: (wrap: (effect: () => unknown) => unknown) => Promise<unknown>,
): Promise<unknown> {
  let steps: readonly { fate: StepFate }[] | undefined;
  let answer: Taken | undefined;
  let isOver = false;
  const mark = (fate: StepFate) => {
    steps ??= describe().map((content) => recorder.add(from.name, content, 'refused'));
    for (const step of steps) step.fate = fate;
  };
  try {
    const value = await make((effect) => {
      recorder.look(describe().map(({ row }) => row));
      const taken = take(effect);
      const add = (fate: StepFate) =>
        describe(taken).map((content) => recorder.add(from.name, content, fate));
      if (isOver) {
        if (!isRefusal(taken)) add('unheard');
      } else {
        if (steps !== undefined) mark('unheard');
        answer = taken;
        steps = isRefusal(taken) ? undefined : add('crash');
      }
      if ('error' in taken) throw taken.error;
      return taken.value;
    });
    isOver = true;
    mark('answered');
    return value;
  } catch (error) {
    isOver = true;
    // What is sent to Step Functions is on no row: that it had no effect is known to the simulation alone.
    if (steps === undefined) mark(isThrottle(error) || service !== 'sfn' ? 'refused' : 'lost');
    else mark(answer !== undefined && 'error' in answer && answer.error === error ? 'answered' : 'lost');
    throw error;
  }
}

function isThrottle(error: unknown): boolean {
  return error instanceof Error && error.name === 'ThrottlingException';
}

type StepFate = ReturnType<Recorder['add']>['fate'];

function take(effect: () => unknown): Taken {
  try {
    return { value: effect() };
  } catch (error) {
    return { error };
  }
}

/** The service itself is busy: the call had no effect. */
const refusals = ['ThrottlingException', 'publish-failed', 'InternalServerError'];

function isRefusal(taken: Taken): boolean {
  if (!('error' in taken) || !(taken.error instanceof Error)) return false;
  return (
    refusals.includes(taken.error.name) || ('code' in taken.error && taken.error.code === 'publish-failed')
  );
}
