import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { zipSync } from 'fflate';
import { RelayStack } from '../../lib/relay-stack.ts';
import { type Placeholders, withParameters } from './placeholders.ts';
import { RequesterOnlyStack } from './requester-only-stack.ts';

/** A CloudFormation template that needs nothing of the CDK, and the zipped code that it names. */
export interface PlainTemplate {
  /** `relay` or `requester`: the files are named so. */
  readonly name: string;
  readonly template: object;
  /** By file name. */
  readonly bundles: ReadonlyMap<string, Uint8Array>;
}

interface PlainStack {
  readonly name: string;
  readonly description: string;
  /** Values that CDK takes for names, and the parameters that they stand for. */
  readonly placeholders: Placeholders;
}

const stage = 'plainstagex0';
const namespace = 'plainnamespacex0';
const workerName = 'plainworkerx0';
const stateMachineName = 'plainmachinex0';

const stacks: readonly PlainStack[] = [
  {
    name: 'relay',
    description: 'Callback Relay: the relay of one stage in one account and region',
    placeholders: { [stage]: 'Stage' },
  },
  {
    name: 'requester',
    description: "Callback Relay: a team's requester, for a state machine that is written elsewhere",
    placeholders: {
      [stage]: 'Stage',
      [namespace]: 'Namespace',
      [workerName]: 'WorkerName',
      [stateMachineName]: 'StateMachineName',
    },
  },
];

const parameters: Readonly<Record<string, object>> = {
  Stage: {
    Type: 'String',
    Default: 'dev',
    AllowedPattern: '[a-z][a-z0-9]{0,11}',
    Description: 'A part of every name, so that stages stand side by side in one account',
  },
  Namespace: {
    Type: 'String',
    AllowedPattern: '[a-z][a-z0-9-]{0,31}',
    Description: "The first part of this team's correlation IDs",
  },
  WorkerName: {
    Type: 'String',
    AllowedPattern: '[a-z][a-z0-9-]{0,19}',
    Description: 'The worker that the state machine asks',
  },
  StateMachineName: {
    Type: 'String',
    Description: 'The state machine that the relay may answer',
  },
  CodeBucket: {
    Type: 'String',
    Description: 'The bucket that the zipped bundles are in, of the same region',
  },
  CodePrefix: {
    Type: 'String',
    Default: '',
    Description: 'What stands before the names of the bundles, as releases/0.1.0/',
  },
};

/**
 * The relay and a requester as plain templates, one each.
 * @param outdir a folder for the cloud assembly that they are made of
 */
export function plainTemplates(outdir: string): readonly PlainTemplate[] {
  const app = new App({
    analyticsReporting: false,
    outdir,
    context: {
      '@aws-cdk/aws-iam:minimizePolicies': true,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': false,
    },
  });
  new RelayStack(app, 'relay', { stage });
  new RequesterOnlyStack(app, 'requester', { stage, namespace, workerName, stateMachineName });
  const assembly = app.synth();
  return stacks.map((stack) =>
    plainTemplate(stack, assembly.getStackByName(stack.name).template as SynthesizedTemplate, outdir),
  );
}

interface SynthesizedTemplate {
  readonly Resources: Readonly<Record<string, SynthesizedResource>>;
  readonly Outputs?: object;
}

interface SynthesizedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

function plainTemplate(
  { name, description, placeholders }: PlainStack,
  synthesized: SynthesizedTemplate,
  outdir: string,
): PlainTemplate {
  const bundles = new Map<string, Uint8Array>();
  const resources = Object.entries(synthesized.Resources).map(([id, { Metadata = {}, ...whole }]) => {
    const resource = withoutImpliedDependencies(whole);
    const path = Metadata['aws:asset:path'];
    if (resource.Type === 'AWS::IAM::Policy') return [id, withOwnName(id, resource)] as const;
    if (typeof path !== 'string') return [id, resource] as const;
    const file = bundles.size === 0 ? `${name}.zip` : `${name}-${bundles.size + 1}.zip`;
    bundles.set(file, zipped(join(outdir, path)));
    const Code = { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { 'Fn::Sub': `\${CodePrefix}${file}` } };
    return [id, { ...resource, Properties: { ...resource.Properties, Code } }] as const;
  });
  const own = [...Object.values(placeholders), 'CodeBucket', 'CodePrefix'];
  const { Outputs = {} } = synthesized;
  const plain = withParameters({ Resources: Object.fromEntries(resources), Outputs }, placeholders);
  return {
    name,
    bundles,
    template: {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: description,
      Parameters: Object.fromEntries(own.map((parameter) => [parameter, parameters[parameter]])),
      ...plain,
    },
  };
}

/** What a property refers to is waited for as it is. */
function withoutImpliedDependencies({
  DependsOn = [],
  ...resource
}: SynthesizedResource): SynthesizedResource {
  const properties = JSON.stringify(resource.Properties ?? {});
  const others = [DependsOn].flat().filter((id) => !properties.includes(`"${id}"`));
  return { ...resource, ...(others.length > 0 && { DependsOn: others }) };
}

/** Policies of one role differ by their names, and each team's stack adds one to the relay's role. */
function withOwnName(id: string, policy: SynthesizedResource): SynthesizedResource {
  const PolicyName = { 'Fn::Sub': `\${AWS::StackName}-${id.slice(-8)}` };
  return { ...policy, Properties: { ...policy.Properties, PolicyName } };
}

/** The same bytes for the same code, whenever it is packed. ZIP knows no time before 1980. */
const mtime = new Date(1980, 0, 1);

function zipped(folder: string): Uint8Array {
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
  return zipSync(Object.fromEntries(files), { mtime, level: 9 });
}
