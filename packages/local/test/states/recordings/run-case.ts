import { AwsError } from '../../../src/foundation/aws-error.ts';
import type { Json, JsonObject } from '../../../src/states/json.ts';
import { bodyLookup, fill, type Lookup, valueIn } from './fill.ts';
import { invokeAs, noSuchFunction } from './functions.ts';
import type { RecordedCase, RecordedStep } from './recording.ts';
import { account, openWorld, region, type World } from './world.ts';

/** What a step answered here. */
export type StepAnswer =
  | { readonly answer: Json }
  | { readonly error: { readonly code: string; readonly message: string }; readonly status: number };

/** Times that the clock is moved while something is waited for: beyond, it is taken never to come. */
const MOST_MOVES = 400;
const ENDED = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

class Run {
  readonly answers: StepAnswer[] = [];
  hangs = false;
  private readonly uids = new Map<string, string>();
  private readonly world: World;
  private stopped = false;

  constructor(world: World) {
    this.world = world;
  }

  lookup: Lookup = (placeholder) => {
    if (placeholder === 'region') return region;
    if (placeholder === 'endpoint') return 'http://127.0.0.1:4566';
    const [, kind = '', name = ''] = /^(\w+):(\w+)$/.exec(placeholder) ?? [];
    if (kind === 'role') return `arn:aws:iam::${account}:role/role-${name}`;
    if (kind === 'function') return `function-${name}`;
    if (kind === 'uid') return this.uid(name);
    const [, step, path = ''] = /^answer (\d+): (.+)$/.exec(placeholder) ?? [];
    if (step === undefined) return undefined;
    const answered = this.answers[Number(step)];
    return answered && 'answer' in answered
      ? valueIn(answered.answer, path.split('.').map(asIndex))
      : undefined;
  };

  private uid(name: string): string {
    const uid = this.uids.get(name) ?? `u${name.padStart(7, '0')}`;
    this.uids.set(name, uid);
    return uid;
  }

  private sleep = (seconds: number): Promise<void> =>
    new Promise((resolve) =>
      this.world.time.clock.setTimer(this.world.time.clock.now() + seconds * 1000, resolve),
    );

  invoke = async (functions: RecordedCase['functions'], name: string, payload: string | undefined) => {
    const short = name.replace(/^arn:aws:lambda:[^:]*:\d*:function:/, '').replace(/:[^:]*$/, '');
    const found = functions.find((candidate) => fill(candidate.name, this.lookup) === short);
    if (!found) throw noSuchFunction(name);
    return invokeAs(found, payload, this.sleep);
  };

  async call(name: string, input: JsonObject): Promise<StepAnswer> {
    const [service = '', operation = ''] = name.includes(':') ? name.split(':') : ['states', name];
    try {
      const work = this.world.callService(service, operation, input);
      const answer = operation === 'StartSyncExecution' ? await this.untilDone(work) : await work;
      return { answer: JSON.parse(JSON.stringify(answer ?? {})) as Json };
    } catch (error) {
      if (error instanceof AwsError)
        return { error: { code: error.code, message: error.message }, status: error.status };
      throw error;
    }
  }

  /** Lets the clock go on until a call that waits has answered. */
  private async untilDone<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const finished = () => {
      done = true;
    };
    work.then(finished, finished);
    await this.until(async () => done);
    if (this.hangs) throw new Error('never answered');
    return work;
  }

  private async until(condition: () => Promise<boolean>): Promise<void> {
    for (let moves = 0; moves < MOST_MOVES; moves += 1) {
      await this.world.idle();
      if (await condition()) return;
      const next = this.world.time.next();
      if (next === undefined) break;
      await this.world.time.advance(next - this.world.time.clock.now());
    }
    this.hangs = true;
  }

  private async waitFor(input: JsonObject): Promise<void> {
    if (typeof input.seconds === 'number') {
      await this.world.idle();
      await this.world.time.advance(input.seconds * 1000);
      return this.world.idle();
    }
    const { until, by, with: given } = input as { until: string; by: string; with: JsonObject };
    await this.until(async () => {
      const answered = await this.call(by, given);
      return 'answer' in answered ? hasCome(until, by, answered.answer as JsonObject) : true;
    });
    // Others may stay listed: the recording does not say which one is waited for.
    if (until === 'not listed') this.hangs = false;
  }

  /** Deletes each message of a queue and makes the calls that its body asks for. */
  private async consume({ queueUrl = '', forEachMessage }: JsonObject): Promise<void> {
    while (!this.stopped) {
      const answered = await this.call('sqs:ReceiveMessage', { QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
      const { Messages = [] } = ('answer' in answered ? answered.answer : {}) as { Messages?: JsonObject[] };
      for (const { Body, ReceiptHandle } of Messages) {
        await this.call('sqs:DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle: ReceiptHandle ?? null });
        await this.makeCalls(forEachMessage as unknown as RecordedStep[], bodyLookup(Body ?? null));
      }
      await this.sleep(1);
    }
  }

  private async workOn({ activityArn = '', workerName, forEachTask }: JsonObject): Promise<void> {
    while (!this.stopped) {
      const answered = await this.call('states:GetActivityTask', {
        activityArn,
        ...(workerName === undefined ? {} : { workerName }),
      });
      if (!('answer' in answered)) return;
      if (typeof (answered.answer as JsonObject).taskToken !== 'string') continue;
      await this.makeCalls(forEachTask as unknown as RecordedStep[], bodyLookup(answered.answer));
    }
  }

  private async makeCalls(
    calls: readonly (RecordedStep & { if?: JsonObject; seconds?: number })[],
    lookup: Lookup,
  ): Promise<void> {
    for (const { call, input = {}, if: condition = {}, seconds = 0 } of calls) {
      const holds = Object.entries(condition).every(([path, value]) => lookup(`body: ${path}`) === value);
      if (call === 'wait') await this.sleep(seconds);
      else if (holds) await this.call(call, fill(input, lookup) as JsonObject);
    }
  }

  async step(step: RecordedStep): Promise<StepAnswer> {
    const input = fill(step.input, this.lookup) as JsonObject;
    if (step.call === 'wait') return this.waitFor(input).then(() => ({ answer: {} }));
    if (step.call === 'consumer' || step.call === 'activity worker') {
      void (step.call === 'consumer' ? this.consume(input) : this.workOn(input));
      return { answer: {} };
    }
    if (step.definition !== undefined) input.definition = JSON.stringify(fill(step.definition, this.lookup));
    if (step.definitionText !== undefined) input.definition = String(fill(step.definitionText, this.lookup));
    let answered = await this.call(step.call, input);
    if (!/:(Create|Describe)Table$/.test(step.call)) return answered;
    for (let times = 0; times < 100 && /"CREATING"/.test(JSON.stringify(answered)); times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      answered = await this.call('dynamodb:DescribeTable', { TableName: input.TableName ?? '' });
    }
    return answered;
  }

  stop() {
    this.stopped = true;
  }
}

const asIndex = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);

const hasCome = (until: string, by: string, answer: JsonObject): boolean => {
  if (by === 'GetExecutionHistory') {
    const events = (answer.events ?? []) as JsonObject[];
    return until === 'ended' ? ENDED.test(String(events.at(-1)?.type)) : events.length > 0;
  }
  if (by === 'DescribeExecution') return answer.status === 'ABORTED' || until !== 'aborted';
  const list = (Object.values(answer).find(Array.isArray) ?? []) as JsonObject[];
  if (until === 'not listed') return list.length === 0;
  if (until === 'ended') return list.length > 0 && list.every(({ status }) => status !== 'RUNNING');
  return list.length > 0;
};

/** Makes all calls of a case and gives what was answered to each. */
export const runCase = async (recorded: RecordedCase): Promise<{ answers: StepAnswer[]; hangs: boolean }> => {
  const world = await openWorld(recorded.needs, (name, payload) =>
    run.invoke(recorded.functions, name, payload),
  );
  const run = new Run(world);
  try {
    for (const step of recorded.steps) {
      run.answers.push(await run.step(step));
      await world.idle();
    }
    return { answers: run.answers, hangs: run.hangs };
  } finally {
    run.stop();
    await world.close();
  }
};
