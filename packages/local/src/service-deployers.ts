import type { Events } from './events/create-events.ts';
import { eventsDefinition } from './events/definition.ts';
import type { Deployer, ResourceType } from './foundation/resources/resource-type.ts';
import { lambdaDefinition } from './lambda/definition.ts';
import type { FunctionUrls } from './lambda/function-urls.ts';
import type { Functions } from './lambda/functions/functions.ts';
import type { Mappings } from './lambda/mappings/mappings.ts';
import type { Authorizer } from './policies/authorizer.ts';
import { iamResourceTypes } from './policies/resource-types.ts';
import { sqsDefinition } from './queues/definition.ts';
import type { Queues } from './queues/queues.ts';
import { schedulerDefinition } from './schedules/definition.ts';
import type { Schedules } from './schedules/schedules.ts';
import type { States } from './states/create-states.ts';
import { statesDefinition } from './states/definition.ts';
import { dynamodbDefinition } from './tables/definition.ts';
import type { Tables } from './tables/tables.ts';
import { snsDefinition } from './topics/definition.ts';
import type { Topics } from './topics/topics.ts';

/** The services, side by side: each deploys the resources of its own types. */
export interface ServiceParts {
  readonly authorizer: Authorizer;
  readonly tables: Tables;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly urls: FunctionUrls;
  readonly topics: Topics;
  readonly events: Events;
  readonly states: States;
  readonly schedules: Schedules;
}

/** What deploys the resources of a template, in order. */
export function deployersFor({
  authorizer,
  tables,
  queues,
  functions,
  mappings,
  urls,
  topics,
  events,
  states,
  schedules,
}: ServiceParts): Deployer[] {
  return [
    ...deployersOf(iamResourceTypes, authorizer),
    ...deployersOf(dynamodbDefinition.resourceTypes, tables),
    ...deployersOf(sqsDefinition.resourceTypes, queues),
    ...deployersOf(lambdaDefinition.resourceTypes, { functions, mappings, urls }),
    ...deployersOf(snsDefinition.resourceTypes, topics),
    ...deployersOf(statesDefinition.resourceTypes, states),
    ...deployersOf(eventsDefinition.resourceTypes, events),
    ...deployersOf(schedulerDefinition.resourceTypes, schedules),
  ];
}

function deployersOf<Api>(types: Readonly<Record<string, ResourceType<Api>>>, api: Api): Deployer[] {
  return Object.entries(types).flatMap(([type, { deploy }]) =>
    deploy === undefined
      ? []
      : [{ type, deploy: (resource, deployment) => deploy(resource, deployment, api) }],
  );
}
