import { ignoredTypes } from './assembly/ignored-types.ts';
import { eventsDefinition } from './events/definition.ts';
import type { EventTarget, EventTargets } from './foundation/event-target.ts';
import type { ResourceType } from './foundation/resources/resource-type.ts';
import type { ServiceDefinition } from './foundation/service-definition.ts';
import { lambdaDefinition } from './lambda/definition.ts';
import { logsDefinition } from './logs/definition.ts';
import { iamResourceTypes } from './policies/resource-types.ts';
import { sqsDefinition } from './queues/definition.ts';
import { schedulerDefinition } from './schedules/definition.ts';
import { statesDefinition } from './states/definition.ts';
import { dynamodbDefinition, dynamodbStreamsDefinition } from './tables/definition.ts';
import { snsDefinition } from './topics/definition.ts';

/** The services that the runtime supports, in the order in which their resources are deployed. */
export const definitions: readonly ServiceDefinition[] = [
  dynamodbDefinition,
  dynamodbStreamsDefinition,
  sqsDefinition,
  snsDefinition,
  lambdaDefinition,
  statesDefinition,
  eventsDefinition,
  schedulerDefinition,
  logsDefinition,
] as readonly ServiceDefinition[];

/** Every type that a template may have. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = Object.assign(
  {},
  ignoredTypes,
  iamResourceTypes,
  ...definitions.map((definition) => definition.resourceTypes),
);

/** What rules and schedules may have as targets, beside event buses. */
export const eventTargets: EventTargets = Object.fromEntries(
  definitions.flatMap(({ iamPrefix, eventTarget }): [string, EventTarget][] =>
    eventTarget === undefined ? [] : [[iamPrefix, eventTarget]],
  ),
);
