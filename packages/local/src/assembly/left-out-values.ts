import type { AwsEnvironment } from '../foundation/aws-environment.ts';
import { isObject } from '../foundation/is-object.ts';
import { generatedName } from './physical-name.ts';
import type { Template } from './template.ts';

/** What refers to a resource that is left out gets something of the right shape. */
export function attributeOfLeftOut(
  name: string,
  logicalId: string,
  template: Template,
  environment: AwsEnvironment,
): string {
  return name.endsWith('Arn')
    ? arnOfLeftOut(logicalId, template, environment)
    : `${generatedName(template.stack, logicalId)}.${name}`;
}

interface LeaveOutOptions {
  readonly environment: AwsEnvironment;
  readonly types: Readonly<Record<string, unknown>>;
  readonly isLeftOut: (logicalId: string, template: Template) => boolean;
}

/**
 * A member of an object, before it is resolved. Where what a policy is about names no more than a resource that is left out, AWS
 * answers `Ref` with an ARN, as of a secret or a task definition: else it takes no such policy.
 */
export function policyMember(
  key: string,
  member: unknown,
  template: Template,
  { environment, types, isLeftOut }: LeaveOutOptions,
): unknown {
  if (key !== 'Resource' && key !== 'NotResource') return member;
  const arnOf = (item: unknown) => {
    const logicalId = isObject(item) && 'Ref' in item ? String(item.Ref) : '';
    const isUnknown = !Object.hasOwn(types, template.Resources[logicalId]?.Type ?? '');
    return isUnknown && isLeftOut(logicalId, template)
      ? arnOfLeftOut(logicalId, template, environment)
      : item;
  };
  return Array.isArray(member) ? member.map(arnOf) : arnOf(member);
}

function arnOfLeftOut(
  logicalId: string,
  { stack, Resources }: Template,
  { account, region }: AwsEnvironment,
): string {
  const service = Resources[logicalId]?.Type.split('::')[1]?.toLowerCase() ?? 'custom';
  return `arn:aws:${service}:${region}:${account}:${generatedName(stack, logicalId)}`;
}
