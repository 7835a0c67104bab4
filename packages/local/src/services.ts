import { createEvents } from './events/create-events.ts';
import { eventsDefinition } from './events/definition.ts';
import type { Activity } from './foundation/activity.ts';
import { type AwsEnvironment, queueArnOfUrl, queueUrl, queueUrlOfArn } from './foundation/aws-environment.ts';
import { createMemoryKeyValueStore } from './foundation/data/key-value-store.ts';
import { openStore, type Store } from './foundation/data/store.ts';
import type { FaultPoints } from './foundation/faults.ts';
import { operationsOnFirstUse } from './foundation/first-use.ts';
import type { AnswerRequest } from './foundation/http.ts';
import { createKeptCalls, type KeptCalls } from './foundation/kept-calls.ts';
import type { ManualClock } from './foundation/manual-clock.ts';
import type { PolicyDocument } from './foundation/resources/policy-document.ts';
import type { Deployer } from './foundation/resources/resource-type.ts';
import type { ServiceRouter } from './foundation/service-router.ts';
import { lambdaDefinition } from './lambda/definition.ts';
import { createFunctionUrls } from './lambda/function-urls.ts';
import { createFunctions, type FunctionLine } from './lambda/functions/functions.ts';
import type { InvocationReport } from './lambda/functions/invoke.ts';
import { createMappings } from './lambda/mappings/mappings.ts';
import { createLogLines, type LogLines } from './logs/log-lines.ts';
import type { Observers } from './observers.ts';
import { type Authorizer, createAuthorizer } from './policies/authorizer.ts';
import { sqsDefinition } from './queues/definition.ts';
import { createQueues } from './queues/queues.ts';
import { schedulerDefinition } from './schedules/definition.ts';
import { createSchedules } from './schedules/schedules.ts';
import { definitions, eventTargets } from './service-definitions.ts';
import { deployersFor, type ServiceParts } from './service-deployers.ts';
import { createStates } from './states/create-states.ts';
import { statesDefinition } from './states/definition.ts';
import { dynamodbDefinition } from './tables/definition.ts';
import { openTables } from './tables/tables.ts';
import { snsDefinition } from './topics/definition.ts';
import { createTopics } from './topics/topics.ts';

/** Lines of functions that are kept for CloudWatch Logs. */
const MOST_LOG_LINES = 20_000;

export interface ServicesOptions {
  readonly environment: AwsEnvironment;
  /** Answers requests to the runtime's endpoint. */
  readonly answer: AnswerRequest;
  readonly clock: ManualClock;
  readonly activity: Activity;
  readonly router: ServiceRouter;
  readonly faults: FaultPoints;
  readonly observers: Observers;
  /** The partition key of a table, or of one of its indexes. */
  readonly partitionKeyOf: (tableArn: string, index?: string) => string | undefined;
  readonly timeToLiveLagSeconds: number;
  /** Everything is kept in memory where there is none. */
  readonly kept: Store | undefined;
}

/** All services of the runtime, side by side and wired to one another. */
export interface Services extends ServiceParts {
  /** What deploys the resources of a template, in order. */
  readonly deployers: readonly Deployer[];
  readonly router: ServiceRouter;
  readonly keptCalls: KeptCalls;
  /** Gives what takes up what waited when the process ended: to be called when everything is deployed. */
  resuming(): Promise<() => void>;
  /** Resolves when everything that was done so far is kept. */
  committed(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws DataFolderError */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { environment, clock, activity, router, observers, kept, faults } = options;
  const { account, region } = environment;
  const { callService } = router;
  const { track } = activity;
  const stores = kept && (await import('./kept-stores.ts')).keptStores(kept);
  const store = stores?.keyValues ?? createMemoryKeyValueStore();
  const tableStore = kept ?? openStore();
  const urlOfQueue = (arn: string) => queueUrlOfArn(environment, arn);

  const authorizer: Authorizer = createAuthorizer(definitions, {
    partitionKeyOf: options.partitionKeyOf,
    stateMachineOf: (taskToken) => states.machineOf(taskToken),
    queueArnOf: (url) => queueArnOfUrl(environment, url),
  });
  const onPolicy = (arn: string, document: PolicyDocument | undefined) =>
    authorizer.setResourcePolicies(arn, document ? [{ name: 'Policy', document }] : []);
  const tables = openTables({
    ...{ account, region, clock, store: tableStore, onPolicy, onItem: observers.item },
    timeToLiveLagSeconds: options.timeToLiveLagSeconds,
  });
  const queues = createQueues({
    ...{ clock, store, urlOf: (name) => queueUrl(environment, name) },
    arnOfUrl: (url) => queueArnOfUrl(environment, url),
    isDuplicated: () => faults.takeDuplicate('sqs'),
    onPolicy,
  });
  const logLines = createLogLines(MOST_LOG_LINES);
  const functions = createFunctions({
    ...{ ...environment, clock, store, callService, track, time: clock.time, queueUrlOf: urlOfQueue },
    answer: options.answer,
    isCrashed: faults.takeCrash,
    ...withLogs(observers, logLines, () => clock.now()),
  });
  const mappings = createMappings({
    ...{ clock, store, callService, functions, track, queueUrlOf: urlOfQueue },
    ...{ arrival: queues.arrival, visible: queues.visible },
    authorize: authorizer.authorize,
    streams: { onRecords: tables.onStreamRecords, latest: tables.latestSequence },
    onResult: observers.mapping,
  });
  const urls = createFunctionUrls(functions, () => clock.now());
  const topics = createTopics({
    ...{ clock, store, callService, track, queueUrlOf: urlOfQueue },
    onPolicy,
  });
  const events = createEvents({
    ...{ account, region, clock, callService, authorize: authorizer.authorize },
    ...{ targets: eventTargets, queueUrlOf: urlOfQueue },
    isDuplicated: () => faults.takeDuplicate('events'),
    store,
    onPolicy,
  });
  const states = createStates({
    ...{ account, region, clock, callService, track, authorize: authorizer.authorize },
    ...(stores && { store: stores.states }),
    publishStatusChange: events.publish,
  });
  const schedules = createSchedules({
    ...{ clock, store, callService, track, targets: eventTargets, queueUrlOf: urlOfQueue },
  });

  const parts = { authorizer, tables, queues, functions, mappings, urls, topics, events, states, schedules };
  connect(parts, logLines, router);
  return {
    ...{ ...parts, router, deployers: deployersFor(parts) },
    keptCalls: createKeptCalls(store, definitions),
    resuming: () => resuming(parts),
    committed: tableStore.committed,
    async stop() {
      mappings.stop();
      queues.stop();
      topics.stop();
      schedules.stop();
      // Threads are ended in the midst of their work, so that nothing waits for it.
      await Promise.all([states.stop(), events.stop(), functions.stop()]);
      tables.stop();
      tableStore.close();
    },
  };
}

async function resuming(parts: ServiceParts): Promise<() => void> {
  const { mappings, events, states, functions, topics, schedules, queues } = parts;
  const restoreExecutions = await states.restoring();
  const resumeTopics = await topics.resuming();
  const resumeSchedules = await schedules.resuming();
  return () => {
    queues.resume();
    mappings.start();
    events.resume();
    restoreExecutions();
    functions.resume();
    resumeTopics();
    resumeSchedules();
  };
}

/** What functions print, and what ended their invocations, stands in their logs, as on Lambda. */
function withLogs(observers: Observers, logLines: LogLines, now: () => number) {
  return {
    onLine(line: FunctionLine) {
      const { functionName, requestId = 'init', text: message } = line;
      logLines.add({ functionName, stream: requestId, message, timestamp: now() });
      observers.line(line);
    },
    onStart: observers.invoking,
    onReport(report: InvocationReport) {
      const { functionName, requestId, functionError, payload } = report;
      const message = `ERROR ${payload}`;
      if (functionError !== undefined)
        logLines.add({ functionName, stream: requestId, message, timestamp: now() });
      observers.invocation(report);
    },
  };
}

/** Each operation's input is held against its shape before anything else sees it. */
function connect(parts: ServiceParts, lines: LogLines, router: ServiceRouter): void {
  const { tables, queues, functions, mappings, topics, events, states, schedules } = parts;
  const lambda = { operations: { ...functions.operations, ...mappings.operations } };
  const functionNames = () => functions.all().map(({ fn }) => fn.name);
  router.add('dynamodb', tables.service, dynamodbDefinition.inputs);
  router.add('sqs', queues.service, sqsDefinition.inputs);
  router.add('sns', topics.service, snsDefinition.inputs);
  router.add('events', events.service, eventsDefinition.inputs);
  router.add('states', states.service, statesDefinition.inputs);
  router.add('lambda', lambda, lambdaDefinition.inputs);
  router.add('scheduler', schedules.service, schedulerDefinition.inputs);
  router.add('logs', {
    operations: operationsOnFirstUse(['FilterLogEvents', 'DescribeLogGroups'], async () =>
      (await import('./logs/log-operations.ts')).logOperations({ lines, functionNames }),
    ),
  });
}
