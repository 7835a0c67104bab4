import type { AwsEnvironment } from './aws-environment.ts';
import type { NamedPolicy } from './policy-document.ts';

export type Properties = Readonly<Record<string, unknown>>;

/** A resource of the app, ready to be deployed. */
export interface Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly stack: string;
  readonly name: string;
  /** What `Ref` answers. */
  readonly ref: string;
  /** Undefined for what has none, as a policy. */
  readonly arn?: string;
  /** With every intrinsic function worked out. */
  readonly properties: Properties;
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
  ofType(type: string): readonly Resource[];
  /** Calls a service as CloudFormation does for the developer. */
  call(service: string, operation: string, input: Record<string, unknown>): Promise<unknown>;
  /** @throws Error where the role is the app's, and does not let the service take it on */
  assertAssumable(roleArn: string, service: string): void;
  /** @throws AwsError where the role may not */
  authorize(service: string, operation: string, input: Record<string, unknown>, roleArn: string): void;
  setResourcePolicies(resourceArn: string, policies: readonly NamedPolicy[]): void;
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
  /** What a generated name ends with, as `.fifo`. */
  nameEnding?(properties: Properties): string;
  /** Further properties that name and ARN are made of. */
  readonly identifiedBy?: readonly string[];
  /** By default `Ref` is the name, and there are no attributes. */
  identify?(name: string, environment: AwsEnvironment, properties: Properties): Identity;
  /** @throws Error that says what CloudFormation or the service would refuse */
  deploy?(resource: Resource, deployment: Deployment, api: Api): void | Promise<void>;
}

/** What deploys the resources of one type. */
export interface Deployer {
  readonly type: string;
  deploy(resource: Resource, deployment: Deployment): void | Promise<void>;
}

/** Text of a property, undefined where it is not set. */
export function text(resource: Resource, property: string): string | undefined {
  const value = resource.properties[property];
  return value === undefined ? undefined : String(value);
}
