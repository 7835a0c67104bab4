import { z } from 'zod';
import type { AwsEnvironment } from '../aws-environment.ts';
import type { NamedPolicy } from './policy-document.ts';
import { propertyProblems } from './property-problems.ts';
import { templateText } from './template-values.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource of the app, ready to be deployed. */
export interface Resource<Given = Properties> {
  readonly type: string;
  readonly logicalId: string;
  readonly stack: string;
  readonly name: string;
  /** What `Ref` answers. */
  readonly ref: string;
  /** Undefined for what has none, as a policy. */
  readonly arn?: string;
  /** With every intrinsic function worked out. */
  readonly properties: Given;
  /** The folder of its asset: a function's bundle. */
  readonly assetDirectory?: string;
}

/** What `Ref` and `Fn::GetAtt` answer. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the deployment of one resource may ask for and do. */
export interface Deployment {
  readonly environment: AwsEnvironment;
  ofType: OfType;
  /** Calls a service as CloudFormation does for the developer. */
  call(service: string, operation: string, input: Record<string, unknown>): Promise<unknown>;
  /** @throws Error where the role is the app's, and does not let the service take it on */
  assertAssumable(roleArn: string, service: string): void;
  /** @throws AwsError where the role may not */
  authorize(service: string, operation: string, input: Record<string, unknown>, roleArn: string): void;
  setResourcePolicies(resourceArn: string, policies: readonly NamedPolicy[]): void;
}

/** The resources of a type, with the properties that its schema has. */
export interface OfType {
  (type: string): readonly Resource[];
  <Given extends Properties>(type: string, schema: z.ZodType<Given>): readonly Resource<Given>[];
}

/** One type of CloudFormation's, as far as the runtime supports it. `Api` is what the service's start gave. */
export interface ResourceType<Api = unknown> {
  /** Properties that count. One that is neither here nor in `withoutEffect` is refused by name. */
  readonly properties: readonly string[];
  /** Properties that change nothing that a program on one machine could tell, and why. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  /** Why nothing is missed where resources of the type are ignored. */
  readonly ignored?: string;
  /** The property that names the resource, and how long a generated name may be. */
  readonly name?: { readonly property: string; readonly longest?: number };
  /** Further properties that name and ARN are made of. */
  readonly identifiedBy?: readonly string[];
  /** What CloudFormation refuses of properties, in its words. */
  problems?(properties: Properties): readonly string[];
  /** What a generated name ends with, as `.fifo`. */
  nameEnding?(properties: Properties): string;
  /** By default `Ref` is the name, and there are no attributes. */
  identify?(name: string, environment: AwsEnvironment, properties: Properties): Identity;
  /** The S3 key of its asset, or the asset's path beside a template of its own. */
  assetKey?(properties: Properties): string | undefined;
  /** @throws Error that says what CloudFormation or the service would refuse */
  deploy?(resource: Resource, deployment: Deployment, api: Api): void | Promise<void>;
}

/** A type as its service describes it: its functions get the properties as the schema has them. */
export interface ResourceTypeOptions<Schema extends z.ZodObject, Api>
  extends Omit<ResourceType, 'properties' | 'problems' | 'ignored' | 'assetKey' | 'deploy'> {
  readonly properties: Schema;
  /** Properties without an effect whose values are still held against what the service takes. */
  readonly checked?: z.ZodObject;
  assetKey?(properties: z.infer<Schema>): string | undefined;
  /** @throws Error that says what CloudFormation or the service would refuse */
  deploy?(resource: Resource<z.infer<Schema>>, deployment: Deployment, api: Api): void | Promise<void>;
}

/** Zod compiles a schema for its next uses, which takes longer than the few uses at a start. */
export const ONCE = { jitless: true } as const;

/** Without an effect, and malformed often: a map is what other tools take. */
const tags = z
  .array(z.strictObject({ Key: templateText, Value: templateText.exactOptional() }))
  .exactOptional();

export function resourceType<Schema extends z.ZodObject, Api = unknown>({
  properties: schema,
  checked,
  assetKey,
  deploy,
  ...described
}: ResourceTypeOptions<Schema, Api>): ResourceType<Api> {
  const whole = schema.extend({
    ...checked?.shape,
    ...(described.withoutEffect?.Tags !== undefined && { Tags: tags }),
  });
  const known = new WeakMap<Properties, z.infer<Schema>>();
  /** Of properties that were found to have no problem, what they are is known. */
  const read = (given: Properties) => known.get(given) ?? schema.parse(given, ONCE);
  return {
    ...described,
    properties: Object.keys(schema.shape),
    problems(given) {
      const parsed = whole.safeParse(given, { reportInput: true, ...ONCE });
      if (!parsed.success) return propertyProblems(parsed.error.issues);
      known.set(given, parsed.data as z.infer<Schema>);
      return [];
    },
    ...(assetKey && { assetKey: (given: Properties) => assetKey(read(given)) }),
    ...(deploy && {
      deploy: (resource: Resource, deployment: Deployment, api: Api) =>
        deploy({ ...resource, properties: read(resource.properties) }, deployment, api),
    }),
  };
}

/** What deploys the resources of one type. */
export interface Deployer {
  readonly type: string;
  deploy(resource: Resource, deployment: Deployment): void | Promise<void>;
}
