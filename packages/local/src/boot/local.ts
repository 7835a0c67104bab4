import type { IgnoredResource } from '../assembly/assembly.ts';
import type { Output } from '../assembly/outputs.ts';
import type { Faults } from '../foundation/faults.ts';
import type { DroppedCall } from '../foundation/kept-calls.ts';
import type { Resource } from '../foundation/resources/resource-type.ts';
import type { ClientConfig } from './client-config.ts';
import type { LogEntry } from './log.ts';
import type { EventFilter, PublishedEvent } from './published-events.ts';
import type { ReceiveMessage } from './receive-message.ts';
import type { Reloaded } from './reload.ts';

/** A running local runtime. */
export interface Local {
  /** `http://127.0.0.1:PORT`, of every service. */
  readonly endpoint: string;
  /** What an AWS SDK or the AWS CLI needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What an AWS SDK client takes: `new SFNClient(local.clientConfig)`. */
  readonly clientConfig: ClientConfig;
  readonly resources: readonly Resource[];
  /** Resources of the templates that do not run: left out when asked to, or without an effect on one machine. */
  readonly ignored: readonly IgnoredResource[];
  /** Calls of earlier runs on this data folder that can't be made any more: what they made is not there. */
  readonly dropped: readonly DroppedCall[];
  /** Outputs of the stacks. */
  readonly outputs: readonly Output[];
  /** Milliseconds since the epoch, by the runtime's clock. */
  now(): number;
  /**
   * Moves the clock on by so many milliseconds, timer by timer, and lets each one's consequences come to rest.
   * Functions see the driven time in `Date`; their own `setTimeout` is the machine's.
   */
  advance(milliseconds: number): Promise<void>;
  /** Resolves once no invocation, delivery or call goes on. */
  idle(): Promise<void>;
  /** Invokes a function by its name, ARN or logical ID and waits for its answer. Rejects with what it threw. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Switches all event source mappings of a function, as a worker that goes down or comes up. */
  setMappingEnabled(functionName: string, enabled: boolean): Promise<void>;
  /** Takes the next message off a queue (name, ARN or logical ID), as another program would. */
  receiveMessage: ReceiveMessage;
  /** Publishes an event, like a client that has `events:PutEvents`; gives back its ID. */
  publish(event: EventToPublish): Promise<string>;
  /** The events that were published to the app's buses, in their order. */
  publishedEvents(filter?: EventFilter): PublishedEvent[];
  /** Faults to put in, for tests of what an app does about them. */
  readonly faults: Faults;
  /** Hears everything that happens; gives back what ends it. */
  onLog(listener: (entry: LogEntry) => void): () => void;
  /**
   * Takes up the functions of a newer synthesis of the app: what runs ends as it began, what waits is handled by the
   * new code.
   * @throws AssemblyError; then everything stays as it was
   */
  reloadFrom(app: string | readonly string[]): Promise<Reloaded>;
  /** Ends everything: no port, thread or handle is left. What waits stays in the data folder, where there is one. */
  stop(): Promise<void>;
}

export interface EventToPublish {
  /** Name or ARN; by default the app's only bus, or the default bus where it has none of its own. */
  readonly bus?: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}
