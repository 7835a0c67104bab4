import { arnOf, byArn } from '../foundation/resources/identities.ts';
import { resourceType } from '../foundation/resources/resource-type.ts';
import { encrypted, tagged, traced } from '../foundation/resources/without-effect.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { deployActivity } from './deploy-activity.ts';
import { deployMachine } from './deploy-machine.ts';
import { statesRequestContext } from './request-context.ts';
import { activityProperties, checkedMachineProperties, machineProperties } from './resource-properties.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 1 MB a request. */
const LARGEST_REQUEST_BYTES = 1_048_576;

export const statesDefinition: ServiceDefinition = {
  iamPrefix: 'states',
  protocol: { kind: 'json', targetPrefix: 'AWSStepFunctions' },
  largestRequestBytes: LARGEST_REQUEST_BYTES,
  requestContext: statesRequestContext,
  conditionKeys: [],
  eventTarget: {
    underRole: true,
    takesJson: true,
    call: ({ arn, text, name }) => ({
      operation: 'StartExecution',
      input: { stateMachineArn: arn, input: text, ...(name !== undefined && { name }) },
    }),
  },
  resourceTypes: {
    'AWS::StepFunctions::Activity': resourceType({
      properties: activityProperties,
      withoutEffect: { ...tagged, EncryptionConfiguration: encrypted },
      name: { property: 'Name', longest: 80 },
      identify: byArn('states', 'activity:'),
      deploy: deployActivity,
    }),
    'AWS::StepFunctions::StateMachine': resourceType({
      properties: machineProperties,
      checked: checkedMachineProperties,
      withoutEffect: {
        ...tagged,
        EncryptionConfiguration: encrypted,
        LoggingConfiguration: 'the history says it all',
        TracingConfiguration: traced,
      },
      name: { property: 'StateMachineName', longest: 80 },
      identify(name, environment) {
        const ref = arnOf('states', environment, `stateMachine:${name}`);
        return { ref, attributes: { Arn: ref, Name: name, StateMachineRevisionId: 'INITIAL' } };
      },
      assetKey: ({ DefinitionS3Location }) => DefinitionS3Location?.Key,
      deploy: deployMachine,
    }),
  },
};
