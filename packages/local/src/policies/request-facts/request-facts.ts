import { type FactsOf, fact, NO_RESOURCE, type ResourceLookups } from './access-fact.ts';
import { dynamodbFacts } from './dynamodb-facts.ts';
import { eventsFacts } from './events-facts.ts';
import { lambdaFacts } from './lambda-facts.ts';
import { sqsFacts } from './sqs-facts.ts';
import { statesFacts } from './states-facts.ts';

/** What a request to a supported service does, in IAM's words. `service` is the name in IAM actions. */
export function requestFacts(
  lookups: ResourceLookups,
): (service: string, ...request: Parameters<FactsOf>) => ReturnType<FactsOf> {
  const services: Readonly<Record<string, FactsOf>> = {
    sqs: sqsFacts(lookups),
    dynamodb: dynamodbFacts(lookups),
    events: eventsFacts,
    states: statesFacts(lookups),
    lambda: lambdaFacts,
  };
  return (service, operation, input, caller) => {
    const factsOf = Object.hasOwn(services, service) ? services[service] : undefined;
    return factsOf?.(operation, input, caller) ?? [fact(`${service}:${operation}`, NO_RESOURCE)];
  };
}
