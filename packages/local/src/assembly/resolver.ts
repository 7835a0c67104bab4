import {
  type AwsEnvironment,
  NO_VALUE,
  pseudoParameters,
  withLocalQueueUrls,
} from '../foundation/aws-environment.ts';
import type { Identity, Properties, ResourceType } from '../foundation/resources/resource-type.ts';
import { exportedValue, storedParameter } from './across-stacks.ts';
import { intrinsics } from './intrinsics.ts';
import { attributeOfLeftOut, policyMember } from './left-out-values.ts';
import { generatedName, LONGEST_NAME } from './physical-name.ts';
import type { Scope } from './scope.ts';
import type { Template } from './template.ts';

/** A resource's name, and what `Ref` and `Fn::GetAtt` of it answer. */
export interface NamedIdentity extends Identity {
  readonly name: string;
}

/** Resolves what templates leave to CloudFormation, over all stacks of an app. */
export interface Resolver {
  /** A value with its intrinsic functions worked out; members that are `AWS::NoValue` are left out. */
  resolve(value: unknown, template: Template): unknown;
  /** The same of each member. */
  resolveMembers(members: Properties, template: Template): Properties;
  identity(logicalId: string, template: Template): NamedIdentity;
  /** Whether the resource is to be made, by its Condition. */
  isWanted(logicalId: string, template: Template): boolean;
}

export interface ResolverOptions {
  readonly environment: AwsEnvironment;
  readonly types: Readonly<Record<string, ResourceType>>;
  /** Values by name: of template parameters, and of SSM parameters that no stack makes. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly isLeftOut: (logicalId: string, template: Template) => boolean;
}

export function createResolver(
  templates: readonly Template[],
  { environment, types, parameters, isLeftOut }: ResolverOptions,
): Resolver {
  const identities = new Map<string, NamedIdentity>();
  const underWay: string[] = [];
  const stored = (name: string) => parameters[name] ?? storedParameter(name, templates, identity);

  /** Names may be built from other resources: resolved on demand, whatever the order. */
  function identity(logicalId: string, template: Template): NamedIdentity {
    const path = `${template.stack}/${logicalId}`;
    const known = identities.get(path);
    if (known !== undefined) return known;
    if (underWay.includes(path)) {
      throw new Error(`the resources ${[...underWay, path].join(', ')} need one another`);
    }
    underWay.push(path);
    try {
      const found = identityOf(logicalId, template, environment, types, (value) => resolve(value, template));
      identities.set(path, found);
      return found;
    } finally {
      // One that has a problem is asked for again, by each that refers to it.
      underWay.pop();
    }
  }

  function scopeOf(template: Template): Scope {
    return {
      template,
      resolve: (value) => resolve(value, template),
      ref: (name) => ref(name, template),
      attribute(logicalId, name) {
        requireWanted(logicalId, template);
        const value =
          identity(logicalId, template).attributes[name] ??
          (isLeftOut(logicalId, template)
            ? attributeOfLeftOut(name, logicalId, template, environment)
            : undefined);
        if (value === undefined)
          throw new Error(`the attribute ${name} of ${logicalId} is not supported by the local runtime`);
        return value;
      },
      condition(name) {
        if (!Object.hasOwn(template.Conditions, name)) throw new Error(`there is no condition ${name}`);
        return resolve(template.Conditions[name], template) === true;
      },
      exported: (name) => exportedValue(name, templates, resolve),
    };
  }

  function ref(name: string, template: Template): unknown {
    const pseudo = pseudoParameters(environment, template.stack);
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    const parameter = template.Parameters[name];
    if (parameter === undefined) {
      requireWanted(name, template);
      return identity(name, template).ref;
    }
    if (parameter.Type.startsWith('AWS::SSM::Parameter::Value'))
      return stored(String(parameters[name] ?? parameter.Default));
    const value = parameters[name] ?? parameter.Default;
    if (value === undefined)
      throw new Error(`the parameter ${name} has no default: give it a value (--parameter ${name}=VALUE)`);
    return parameterValue(parameter.Type, String(value));
  }

  function resolve(value: unknown, template: Template): unknown {
    if (typeof value === 'string') return withLocalQueueUrls(withStored(value, stored), environment);
    if (Array.isArray(value)) {
      return value.map((item) => resolve(item, template)).filter((item) => item !== NO_VALUE);
    }
    if (typeof value !== 'object' || value === null) return value;
    const call = intrinsicCall(value);
    if (call === undefined)
      return resolvedMembers(value, (member, key) =>
        resolve(policyMember(key, member, template, { environment, types, isLeftOut }), template),
      );
    const found = call(scopeOf(template));
    return typeof found === 'string' ? withLocalQueueUrls(found, environment) : found;
  }

  function isWanted(logicalId: string, template: Template): boolean {
    const condition = template.Resources[logicalId]?.Condition;
    return condition === undefined || scopeOf(template).condition(condition);
  }

  /** @throws Error in CloudFormation's words: what a condition leaves out can not be referred to */
  function requireWanted(logicalId: string, template: Template): void {
    if (!isWanted(logicalId, template))
      throw new Error(`Unresolved resource dependencies [${logicalId}]: its Condition is false`);
  }

  return {
    resolve,
    resolveMembers: (members, template) => resolvedMembers(members, (member) => resolve(member, template)),
    identity,
    isWanted,
  };
}

/**
 * A value is text, also of a Number, and the members of a list are without the space around them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
function parameterValue(type: string, value: string): string | string[] {
  const isList = /^(CommaDelimitedList|List<)/.test(type);
  return isList ? value.split(',').map((member) => member.trim()) : value;
}

const nameless: ResourceType = { properties: [] };

function identityOf(
  logicalId: string,
  template: Template,
  environment: AwsEnvironment,
  types: Readonly<Record<string, ResourceType>>,
  resolve: (value: unknown) => unknown,
): NamedIdentity {
  const resource = template.Resources[logicalId];
  if (resource === undefined)
    throw new Error(
      `Unresolved resource dependencies [${logicalId}]: there is no such resource or parameter`,
    );
  const type = (Object.hasOwn(types, resource.Type) ? types[resource.Type] : undefined) ?? nameless;
  const nameProperty = type.name?.property ?? '';
  const given = Object.entries(resource.Properties ?? {}).filter(
    ([name]) => name === nameProperty || type.identifiedBy?.includes(name),
  );
  const properties = resolvedMembers(Object.fromEntries(given), resolve);
  const explicit = properties[nameProperty];
  const ending = type.nameEnding?.(properties) ?? '';
  const name =
    typeof explicit === 'string'
      ? explicit
      : `${generatedName(template.stack, logicalId, (type.name?.longest ?? LONGEST_NAME) - ending.length)}${ending}`;
  const identity = type.identify?.(name, environment, properties) ?? { ref: name, attributes: {} };
  return { name, ...identity };
}

/** `{"Fn::Join": …}` and the like. `Condition` with anything but a name is an ordinary member: a policy has one. */
function intrinsicCall(value: object): ((scope: Scope) => unknown) | undefined {
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  const isCall =
    name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
  if (others.length > 0 || !isCall) return undefined;
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined)
    throw new Error(`the intrinsic function ${name} is not supported by the local runtime`);
  return (scope) => intrinsic(argument, scope);
}

function resolvedMembers(value: object, resolve: (member: unknown, key: string) => unknown): Properties {
  const resolved = Object.entries(value).map(([key, member]) => [key, resolve(member, key)] as const);
  return Object.fromEntries(resolved.filter(([, member]) => member !== NO_VALUE));
}

/** Dynamic references, as `{{resolve:ssm:NAME}}`. */
function withStored(text: string, stored: (name: string) => string): string {
  return text.replaceAll(/\{\{resolve:([^:}]+):([^}]+)\}\}/g, (whole, kind: string, key: string) => {
    if (kind !== 'ssm')
      throw new Error(`the dynamic reference ${whole} is not supported by the local runtime`);
    return stored(key.replace(/:\d+$/, ''));
  });
}
