import type { AwsEnvironment } from '../foundation/aws-environment.ts';
import { MOST_VALUES } from '../foundation/request-size.ts';
import { arnOf, byName } from '../foundation/resources/identities.ts';
import { type Identity, type Properties, resourceType } from '../foundation/resources/resource-type.ts';
import { encrypted, tagged, traced } from '../foundation/resources/without-effect.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import type { FunctionUrls } from './function-urls.ts';
import { checkDestinations } from './functions/check-destinations.ts';
import { checkFunction } from './functions/check-function.ts';
import { checkOnlyConfig } from './functions/check-only-config.ts';
import { localFunction } from './functions/deploy-function.ts';
import { deployPermissions } from './functions/deploy-permissions.ts';
import type { Functions } from './functions/functions.ts';
import { keptLambdaCalls } from './kept-calls.ts';
import { mappingId } from './mappings/mapping-id.ts';
import type { Mappings } from './mappings/mappings.ts';
import { LARGEST_PAYLOAD_BYTES } from './payload-size.ts';
import { lambdaRequestContext } from './request-context.ts';
import {
  aliasProperties,
  checkedFunctionProperties,
  checkedUrlProperties,
  functionProperties,
  invokeConfigProperties,
  layerProperties,
  mappingProperties,
  permissionProperties,
  urlProperties,
  versionProperties,
} from './resource-properties.ts';
import { routes } from './routes.ts';

export interface LambdaApi {
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly urls: FunctionUrls;
}

export const lambdaDefinition: ServiceDefinition<LambdaApi> = {
  iamPrefix: 'lambda',
  protocol: { kind: 'rest', routes },
  largestRequestBytes: LARGEST_PAYLOAD_BYTES,
  denial: { status: 403 },
  inputs: async () => (await import('./inputs.ts')).lambdaInputs,
  mostValues: () => MOST_VALUES,
  kept: keptLambdaCalls,
  requestContext: () => lambdaRequestContext,
  conditionKeys: [],
  eventTarget: {
    takesJson: true,
    call: ({ arn, text }) => ({
      operation: 'Invoke',
      input: { FunctionName: arn, InvocationType: 'Event', Payload: text },
    }),
  },
  resourceTypes: {
    'AWS::Lambda::Function': resourceType({
      properties: functionProperties,
      checked: checkedFunctionProperties,
      withoutEffect: {
        ...tagged,
        Architectures: 'the machine is what it is',
        EphemeralStorage: "the disk is the machine's",
        KmsKeyArn: encrypted,
        LoggingConfig: 'lines are shown as they are printed',
        PackageType: 'only Zip gets here, because images have no Handler',
        RecursiveLoop: 'loops are not detected here',
        RuntimeManagementConfig: "the runtimes are the machine's",
        SnapStart: 'a start is as fast as it is',
        TracingConfig: traced,
      },
      name: { property: 'FunctionName', longest: 64 },
      identify: byName('lambda', 'function:'),
      assetKey: ({ Code }) => Code.S3Key,
      deploy(resource, deployment, { functions }) {
        checkFunction(resource);
        deployment.assertAssumable(resource.properties.Role, 'lambda.amazonaws.com');
        const fn = localFunction(resource, deployment.ofType);
        checkDestinations(fn, deployment);
        functions.add(fn);
        deployPermissions(resource, deployment);
      },
    }),
    'AWS::Lambda::LayerVersion': resourceType({
      properties: layerProperties,
      withoutEffect: {
        CompatibleArchitectures: 'the machine is what it is',
        CompatibleRuntimes: 'for people',
        Description: 'for people',
        LicenseInfo: 'for people',
      },
      name: { property: 'LayerName', longest: 64 },
      identify: (name, environment) => ({
        ref: arnOf('lambda', environment, `layer:${name}:1`),
        attributes: { LayerVersionArn: arnOf('lambda', environment, `layer:${name}:1`) },
      }),
      assetKey: ({ Content }) => Content.S3Key,
    }),
    'AWS::Lambda::LayerVersionPermission': { properties: [], ignored: 'there is one account here' },
    'AWS::Lambda::Version': resourceType({
      properties: versionProperties,
      withoutEffect: {
        CodeSha256: 'the code is as it stands',
        Description: 'for people',
        ProvisionedConcurrencyConfig: 'instances start when they are used',
        RuntimePolicy: "the runtimes are the machine's",
      },
      identifiedBy: ['FunctionName'],
      identify: (_, environment, properties) => qualified(VERSION, environment, properties),
      deploy({ properties: { FunctionName } }, _, { functions }) {
        assertThere(functions, FunctionName);
        functions.addQualifier(nameOf(FunctionName), VERSION, VERSION);
      },
    }),
    'AWS::Lambda::Alias': resourceType({
      properties: aliasProperties,
      withoutEffect: {
        Description: 'for people',
        ProvisionedConcurrencyConfig: 'instances start when they are used',
      },
      name: { property: 'Name' },
      identifiedBy: ['FunctionName'],
      identify: qualified,
      deploy(resource, deployment, { functions }) {
        const { FunctionName, FunctionVersion } = resource.properties;
        assertThere(functions, FunctionName, FunctionVersion);
        functions.addQualifier(nameOf(FunctionName), resource.name, FunctionVersion);
        deployPermissions({ ...resource, arn: resource.ref }, deployment);
      },
    }),
    'AWS::Lambda::EventSourceMapping': resourceType({
      properties: mappingProperties,
      withoutEffect: { ...tagged, MetricsConfig: 'metrics' },
      identifiedBy: ['EventSourceArn', 'FunctionName'],
      identify: identifyMapping,
      deploy: ({ properties }, _, { mappings }) => mappings.add(properties),
    }),
    'AWS::Lambda::Url': resourceType({
      properties: urlProperties,
      checked: checkedUrlProperties,
      withoutEffect: {
        Cors: 'a page of another origin is refused here',
        InvokeMode: 'an answer comes whole',
      },
      identifiedBy: ['TargetFunctionArn'],
      identify(_, environment, { TargetFunctionArn }) {
        const name = nameOf(TargetFunctionArn);
        return {
          ref: arnOf('lambda', environment, `function:${name}`),
          attributes: {
            FunctionUrl: `${environment.endpoint}/_url/${name}/`,
            FunctionArn: arnOf('lambda', environment, `function:${name}`),
          },
        };
      },
      deploy({ properties }, _, { functions, urls }) {
        assertThere(functions, properties.TargetFunctionArn);
        if (properties.AuthType !== 'NONE')
          throw new Error(`AuthType ${properties.AuthType} is not supported by the local runtime: NONE is`);
        urls.add(nameOf(properties.TargetFunctionArn));
      },
    }),
    'AWS::Lambda::Permission': resourceType({
      properties: permissionProperties,
      withoutEffect: {
        FunctionUrlAuthType: 'NONE is the only one here',
        InvokedViaFunctionUrl: 'who may call a function URL may call the machine',
      },
    }),
    'AWS::Lambda::EventInvokeConfig': resourceType({
      properties: invokeConfigProperties,
      deploy(resource, deployment, { functions }) {
        assertThere(functions, resource.properties.FunctionName, resource.properties.Qualifier);
        checkOnlyConfig(resource, deployment);
      },
    }),
  },
};

function identifyMapping(_: string, environment: AwsEnvironment, properties: Properties): Identity {
  const { EventSourceArn, FunctionName } = properties;
  const Id = mappingId(nameOf(FunctionName), String(EventSourceArn));
  const attributes = {
    Id,
    EventSourceMappingArn: arnOf('lambda', environment, `event-source-mapping:${Id}`),
  };
  return { ref: Id, attributes };
}

/** Every version is the function as it stands, so that one number does. */
const VERSION = '1';

/** @throws Error in Lambda's words where there is no such function, version or alias */
function assertThere({ find }: Functions, functionName: string, qualifier?: string): void {
  const asked = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
  if (find(asked) === undefined) throw new Error(`Function not found: ${asked}`);
}

function nameOf(functionName: unknown): string {
  return String(functionName).split(':function:').at(-1)?.split(':')[0] ?? '';
}

function qualified(qualifier: string, environment: AwsEnvironment, { FunctionName }: Properties): Identity {
  const functionArn = arnOf('lambda', environment, `function:${nameOf(FunctionName)}`);
  const ref = `${functionArn}:${qualifier}`;
  return {
    ref,
    attributes: { AliasArn: ref, FunctionArn: ref, Version: qualifier, Arn: ref },
  };
}
