import { randomUUID } from 'node:crypto';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  GetExecutionHistoryCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Request, requestSchema } from '@callback-relay/contract';
import type { Clients } from './clients.ts';
import type { Deployment } from './deployment.ts';
import { eventually } from './eventually.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import type { AdvanceClock } from './manual-clock.ts';
import { type Notice, observe } from './observation.ts';
import { setMapping } from './switch.ts';

/** An event as a service puts it on the bus. */
export interface Answer {
  readonly type: string;
  readonly detail: unknown;
  /** Left out: the source that the example's worker answers as. */
  readonly source?: string;
}

/** What a scenario is given: the deployed app, and the hands of the teams around it. */
export interface World {
  readonly app: Deployment;
  readonly clients: Clients;
  /** Creates a state machine of the app's kind; it is deleted with the world. Returns its ARN. */
  machine(definition: object, name?: string): Promise<string>;
  /** Starts an execution; `story` goes into the input, and comes back in the request's payload. Returns its ARN. */
  start(stateMachineArn: string, input: Readonly<Record<string, unknown>>): Promise<string>;
  stop(executionArn: string): Promise<void>;
  redrive(executionArn: string): Promise<void>;
  ended(executionArn: string): Promise<DescribeExecutionOutput>;
  historyTypes(executionArn: string): Promise<string[]>;
  /** The next request whose payload has this story. Only where the worker is off. */
  request(story: string): Promise<Request>;
  /** Puts events on the bus. */
  answer(...answers: readonly Answer[]): Promise<void>;
  /** What the relay published about this correlation ID. */
  notice(correlationId: string | null, verdict: string): Promise<Notice>;
  /** Notices about this correlation ID that no scenario has taken. */
  noticesHeld(correlationId: string): readonly Notice[];
  /** Reads no more requests, so that they stay on the queue for another reader. */
  leaveRequests(): Promise<void>;
  /** Moves the endpoint's clock on, where it can be driven. */
  readonly advance?: AdvanceClock;
  worker(up: boolean): Promise<void>;
  relay(up: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Where a world is. */
export interface WorldOptions {
  readonly clients: Clients;
  readonly app: Deployment;
  readonly advance?: AdvanceClock | undefined;
}

const ENDS_WITHIN_MS = 60_000;
const stopped = { error: 'Stopped', cause: 'by the scenario' };

export async function openWorld({ clients, app, advance }: WorldOptions): Promise<World> {
  const prefix = `callback-relay-${app.stage}-e2e-${randomUUID().slice(0, 8)}`;
  const machines: string[] = [];
  const notices = await observe(clients, app.eventBus, `${prefix}-observed`);
  let requests: Mailbox<Request> | undefined;

  const closeRequests = async () => {
    await requests?.close();
    requests = undefined;
  };

  return {
    app,
    clients,
    async machine(definition, name = `${prefix}-${randomUUID().slice(0, 8)}`) {
      const { stateMachineArn = '' } = await clients.states.send(
        new CreateStateMachineCommand({ name, roleArn: app.roleArn, definition: JSON.stringify(definition) }),
      );
      machines.push(stateMachineArn);
      return stateMachineArn;
    },
    async start(stateMachineArn, input) {
      const { executionArn = '' } = await clients.states.send(
        new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
      );
      return executionArn;
    },
    async stop(executionArn) {
      await clients.states.send(new StopExecutionCommand({ executionArn, ...stopped }));
    },
    async redrive(executionArn) {
      await clients.states.send(new RedriveExecutionCommand({ executionArn }));
    },
    ended: (executionArn) =>
      eventually(`execution ${executionArn} to end`, ENDS_WITHIN_MS, async () => {
        const execution = await clients.states.send(new DescribeExecutionCommand({ executionArn }));
        return execution.status === 'RUNNING' ? undefined : execution;
      }),
    async historyTypes(executionArn) {
      const { events = [] } = await clients.states.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
      );
      return events.map((event) => event.type ?? '');
    },
    async request(story) {
      requests ??= openMailbox(clients.sqs, app.requestQueueUrl, (body) =>
        requestSchema.parse(JSON.parse(body)),
      );
      return requests.take(`a request of story ${story}`, ({ payload }) => storyOf(payload) === story);
    },
    async answer(...answers) {
      const { Entries = [], FailedEntryCount } = await clients.events.send(
        new PutEventsCommand({
          Entries: answers.map(({ type, detail, source = app.workerSource }) => ({
            EventBusName: app.eventBus,
            Source: source,
            DetailType: type,
            Detail: JSON.stringify(detail),
          })),
        }),
      );
      if (FailedEntryCount !== 0) throw new Error(`the bus refused an event: ${JSON.stringify(Entries)}`);
    },
    notice: (correlationId, verdict) =>
      notices.take(
        `verdict ${verdict} on ${correlationId}`,
        ({ detail }) =>
          detail.correlationId === correlationId &&
          ('verdict' in detail ? detail.verdict : 'notified') === verdict,
      ),
    noticesHeld: (correlationId) =>
      notices.held().filter(({ detail }) => detail.correlationId === correlationId),
    ...(advance !== undefined && { advance }),
    leaveRequests: closeRequests,
    async worker(up) {
      if (up) await closeRequests();
      await setMapping(clients.lambda, app.workerMappingId, up);
    },
    relay: (up) => setMapping(clients.lambda, app.relayMappingId, up),
    async close() {
      await closeRequests();
      await notices.close();
      for (const stateMachineArn of machines) {
        await clients.states.send(new DeleteStateMachineCommand({ stateMachineArn }));
      }
    },
  };
}

function storyOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'story' in payload ? payload.story : undefined;
}
