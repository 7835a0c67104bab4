import { byName } from '../foundation/identities.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { encrypted, tagged, traced } from '../foundation/without-effect.ts';
import { localFunction } from './functions/deploy-function.ts';
import { deployPermissions } from './functions/deploy-permissions.ts';
import type { Functions } from './functions/functions.ts';
import { lambdaInputs } from './inputs.ts';
import type { Mappings } from './mappings/mappings.ts';
import { lambdaRequestContext } from './request-context.ts';
import { routes } from './routes.ts';

export interface LambdaApi {
  readonly functions: Functions;
  readonly mappings: Mappings;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB for a synchronous invocation. */
const LARGEST_REQUEST_BYTES = 6_291_456;

export const lambdaDefinition: ServiceDefinition<LambdaApi> = {
  iamPrefix: 'lambda',
  protocol: { kind: 'rest', routes },
  largestRequestBytes: LARGEST_REQUEST_BYTES,
  denial: { status: 403 },
  inputs: lambdaInputs,
  requestContext: () => lambdaRequestContext,
  conditionKeys: [],
  resourceTypes: {
    'AWS::Lambda::Function': {
      properties: [
        'Code',
        'DeadLetterConfig',
        'Description',
        'Environment',
        'FunctionName',
        'Handler',
        'MemorySize',
        'ReservedConcurrentExecutions',
        'Role',
        'Runtime',
        'Timeout',
      ],
      withoutEffect: {
        ...tagged,
        Architectures: 'JavaScript runs on both',
        KmsKeyArn: encrypted,
        LoggingConfig: 'lines are shown as they are printed',
        PackageType: 'only Zip gets here, because images have no Handler',
        RecursiveLoop: 'loops are not detected here',
        RuntimeManagementConfig: 'the runtime is this Node.js',
        TracingConfig: traced,
      },
      name: { property: 'FunctionName', longest: 64 },
      identify: byName('lambda', 'function:'),
      deploy(resource, deployment, { functions }) {
        functions.add(localFunction(resource, deployment.ofType));
        deployPermissions(resource, deployment);
      },
    },
    'AWS::Lambda::EventSourceMapping': {
      properties: [
        'BatchSize',
        'Enabled',
        'EventSourceArn',
        'FunctionName',
        'FunctionResponseTypes',
        'MaximumBatchingWindowInSeconds',
        'ScalingConfig',
      ],
      withoutEffect: { ...tagged, MetricsConfig: 'metrics' },
      deploy: ({ properties }, _, { mappings }) => mappings.add(properties),
    },
    'AWS::Lambda::Permission': {
      properties: ['Action', 'FunctionName', 'Principal', 'PrincipalOrgID', 'SourceAccount', 'SourceArn'],
    },
    'AWS::Lambda::EventInvokeConfig': {
      properties: [
        'DestinationConfig',
        'FunctionName',
        'MaximumEventAgeInSeconds',
        'MaximumRetryAttempts',
        'Qualifier',
      ],
    },
  },
};
