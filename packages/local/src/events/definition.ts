import type { AwsEnvironment } from '../foundation/aws-environment.ts';
import { MOST_VALUES } from '../foundation/request-size.ts';
import { arnOf, byName } from '../foundation/resources/identities.ts';
import { type Identity, type Properties, resourceType } from '../foundation/resources/resource-type.ts';
import { encrypted, tagged } from '../foundation/resources/without-effect.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { deployEventBus, deployEventBusPolicy, deployRule } from './deploy-events.ts';
import { keptEventCalls } from './kept-calls.ts';
import { eventsRequestContext } from './request-context.ts';
import { eventBusPolicyProperties, eventBusProperties, ruleProperties } from './resource-properties.ts';

/** EventBridge limits the entries of a call together, which JSON may blow up, and leaves the request's size to them. */
const LARGEST_REQUEST_BYTES = 8 * 1_048_576;

export const eventsDefinition: ServiceDefinition = {
  iamPrefix: 'events',
  protocol: { kind: 'json', targetPrefix: 'AWSEvents' },
  largestRequestBytes: LARGEST_REQUEST_BYTES,
  inputs: async () => (await import('./inputs.ts')).eventsInputs,
  mostValues: () => MOST_VALUES,
  kept: keptEventCalls,
  requestContext: () => eventsRequestContext,
  conditionKeys: ['events:detail-type', 'events:eventbusinvocation', 'events:source'],
  resourceTypes: {
    'AWS::Events::EventBus': resourceType({
      properties: eventBusProperties,
      withoutEffect: {
        ...tagged,
        KmsKeyIdentifier: encrypted,
        LogConfig: 'nothing collects logs of buses',
      },
      name: { property: 'Name' },
      identify: byName('events', 'event-bus/'),
      deploy: deployEventBus,
    }),
    'AWS::Events::EventBusPolicy': resourceType({
      properties: eventBusPolicyProperties,
      deploy: deployEventBusPolicy,
    }),
    'AWS::Events::Rule': resourceType({
      properties: ruleProperties,
      withoutEffect: tagged,
      name: { property: 'Name', longest: 64 },
      identifiedBy: ['EventBusName'],
      identify: identifyRule,
      deploy: deployRule,
    }),
  },
};

function identifyRule(name: string, environment: AwsEnvironment, { EventBusName }: Properties): Identity {
  const bus =
    String(EventBusName ?? 'default')
      .split('/')
      .at(-1) ?? 'default';
  const path = bus === 'default' ? name : `${bus}/${name}`;
  return {
    ref: bus === 'default' ? name : `${bus}|${name}`,
    attributes: { Arn: arnOf('events', environment, `rule/${path}`) },
  };
}
