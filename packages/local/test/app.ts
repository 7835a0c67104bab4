import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Resources = Readonly<
  Record<string, { Type: string; Properties?: object; [member: string]: unknown }>
>;

export interface FixtureApp {
  readonly directory: string;
  remove(): void;
}

/** Bundles that no tool would let pass as files. */
const spoilt: Readonly<Record<string, string>> = {
  broken: 'export const handler = async (',
  missing: "import 'not-in-the-bundle'; export const handler = async () => 1;",
  missingsdk: "import '@aws-sdk/client-that-is-nowhere'; export const handler = async () => 1;",
  thrower: "throw new TypeError('at import'); export const handler = async () => 1;",
  nohandler: 'export const other = 1;',
  layered:
    "import { name } from 'module-from-layer'; import { name as common } from 'from-layer'; export const handler = async () => [name, common];",
  callback: 'export const handler = (event, context, callback) => callback(null, 1);',
};

const bundles = join(import.meta.dirname, 'fixtures', 'bundles');

/** Test helper: writes what `cdk synth` would for one stack, with the bundles of the fixtures beside it. */
export function writeApp(resources: Resources, more: object = {}): FixtureApp {
  return writeStacks({ Team: { Resources: resources, ...more } });
}

/** Test helper: the same for several stacks, by name, and for the environments that they are for. */
export function writeStacks(
  templates: Readonly<Record<string, object>>,
  environments: Readonly<Record<string, string>> = {},
): FixtureApp {
  const directory = mkdtempSync(join(tmpdir(), 'local-app-'));
  const artifacts = Object.keys(templates).map((stack) => [
    stack,
    {
      type: 'aws:cloudformation:stack',
      environment: environments[stack],
      properties: { templateFile: `${stack}.template.json` },
    },
  ]);
  writeFileSync(
    join(directory, 'manifest.json'),
    JSON.stringify({ artifacts: Object.fromEntries(artifacts) }),
  );
  for (const [stack, template] of Object.entries(templates)) {
    writeFileSync(join(directory, `${stack}.template.json`), JSON.stringify(template));
  }
  mkdirSync(join(directory, 'bundles'));
  cpSync(bundles, join(directory, 'bundles'), { recursive: true });
  writeLayer(join(directory, 'bundles', 'layer', 'nodejs'));
  for (const [name, source] of Object.entries(spoilt)) {
    mkdirSync(join(directory, 'bundles', name));
    writeFileSync(join(directory, 'bundles', name, 'index.mjs'), source);
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

function writeLayer(folder: string): void {
  const common = join(folder, 'node_modules', 'from-layer');
  mkdirSync(common, { recursive: true });
  writeFileSync(join(common, 'index.js'), "exports.name = 'from a layer';");
  const module = join(folder, 'node24', 'node_modules', 'module-from-layer');
  mkdirSync(module, { recursive: true });
  writeFileSync(join(module, 'package.json'), '{"type":"module","exports":{"import":"./index.js"}}');
  writeFileSync(join(module, 'index.js'), "export const name = 'a module from a layer';");
}

/** Test helper: the trust policy of a role that a service takes on, as `lambda`. */
export function trust(service: string) {
  const Principal = { Service: `${service}.amazonaws.com` };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  };
}

/** Test helper: a function of the fixtures, with a role that may do what `actions` say. */
export function functionResources(
  logicalId: string,
  {
    bundle = 'echo',
    actions = [],
    properties = {},
  }: { bundle?: string; actions?: readonly string[]; properties?: object } = {},
): Resources {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  return {
    [`${logicalId}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trust('lambda'),
        ...(actions.length > 0 && {
          Policies: [
            { PolicyName: 'Inline', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
          ],
        }),
      },
    },
    [logicalId]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: logicalId,
        Code: { S3Bucket: 'assets', S3Key: `${bundle}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] },
        ...properties,
      },
      Metadata: { 'aws:asset:path': `bundles/${bundle}` },
    },
  };
}
