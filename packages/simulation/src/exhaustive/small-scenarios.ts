import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import { noFaults } from '../engine/fault-rates.ts';
import { parties } from '../scenario/parties.ts';
import { authorsRetrier, type PlannedExecution, type Scenario } from '../scenario/scenario.ts';
import { type InterferenceKind, plainWorkItem, type WorkItem } from '../scenario/work-item.ts';
import type { CallbackTask } from '../services/execution.ts';

/** A world so small that all of its schedules can be played: two results, a message each. */
export interface SmallScenario {
  readonly name: string;
  /** For people: what can happen in it. */
  readonly about: string;
  /** Crashes and lost answers in a schedule, at most. */
  readonly faults: number;
  readonly scenario: Scenario;
}

const HOUR = 3_600_000;
const KEY = 'order-1/payment';

/** The answer of a work item by its domain, and more events about it. */
function answered(number: number, ...more: readonly InterferenceKind[]): WorkItem {
  const interference = more.map((kind) => ({ kind, after: 0 }));
  return plainWorkItem(number, { answeredBy: 'domain', interference });
}

/** Two events about a callback with an ID of its own: they come when its request has been sent. */
function answeredAfterTheRequest(second: InterferenceKind): WorkItem {
  return { ...answered(0, 'again', second), answeredBy: 'none' };
}

function task(workItem: WorkItem, more: Partial<CallbackTask> = {}): CallbackTask {
  const isDomain = workItem.answeredBy === 'domain';
  return {
    stateName: 'AskWorker',
    timeout: 24 * HOUR,
    retry: [deployedConfiguration.retry],
    request: {
      payload: { workItem: workItem.number },
      allowedSources: [isDomain ? parties.domainSource : parties.workerSource],
      ...(isDomain && { businessKey: KEY }),
    },
    ...more,
  };
}

function execution(number: number, of: CallbackTask, more: Partial<PlannedExecution> = {}): PlannedExecution {
  const arn = `arn:aws:states:sim:execution:${number}`;
  return { plan: { arn, tasks: [of], catches: false }, startsAt: 0, ...more };
}

function scenarioOf(workItems: readonly WorkItem[], executions: readonly PlannedExecution[]): Scenario {
  return {
    rates: noFaults,
    outages: [],
    calmAfter: HOUR,
    redriveAfter: HOUR,
    quota: { burst: 3_000, perSecond: 500 },
    batchingWindow: 0,
    batchSize: 1,
    parkedFor: HOUR,
    executions,
    workItems,
  };
}

function alone(workItem: WorkItem, more: Partial<CallbackTask> = {}): Scenario {
  return scenarioOf([workItem], [execution(1, task(workItem, more))]);
}

/** Ends at any moment from its start on, and is tried once more. */
const endsAtAnyMoment = { heartbeat: 0, retry: [deployedConfiguration.retry, authorsRetrier(1, 0)] } as const;

export const smallScenarios: readonly SmallScenario[] = [
  {
    name: 'two-results',
    about: 'a callback that is open, and two results that contradict each other',
    faults: 1,
    scenario: alone(answeredAfterTheRequest('contradiction')),
  },
  {
    name: 'equal-results',
    about: 'a callback that is open, and two events with the same result',
    faults: 1,
    scenario: alone(answeredAfterTheRequest('again')),
  },
  {
    name: 'early-result',
    about: 'a business key, and one result before, while and after it is opened',
    faults: 1,
    scenario: alone(answered(0)),
  },
  {
    name: 'task-ends',
    about: 'a callback that is open, two results, and a task that ends at any moment and is not tried again',
    faults: 1,
    scenario: alone(answeredAfterTheRequest('contradiction'), { heartbeat: 0 }),
  },
  {
    name: 'opened-again',
    about: 'a business key whose task ends at any moment and opens it again, and one result, no fault',
    faults: 0,
    scenario: alone(answered(0), endsAtAnyMoment),
  },
  {
    name: 'any-order',
    about:
      'a business key, and two results that contradict each other, before, while and after it is opened, no fault',
    faults: 0,
    scenario: alone(answered(0, 'contradiction')),
  },
];

/** @throws TypeError with a line for people, for a name that no scenario has */
export function smallScenarioOf(name: string): SmallScenario {
  const found = smallScenarios.find((small) => small.name === name);
  if (found !== undefined) return found;
  const names = smallScenarios.map((small) => small.name).join(', ');
  throw new TypeError(`must be one of ${names}. Given: ${JSON.stringify(name)}`);
}
