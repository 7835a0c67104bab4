import type { z } from 'zod';
import type { Deployment, Resource } from '../../foundation/resources/resource-type.ts';
import { readFunctionReference } from '../function-reference.ts';
import { invokeConfigProperties } from '../resource-properties.ts';

/**
 * A type whose identifier the template gives is not created a second time, and the function and qualifier are this one's:
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/contract-tests.html
 * @throws Error in CloudFormation's words where the function, version or alias has another configuration before this one
 */
export function checkOnlyConfig(
  { logicalId, stack, type, properties }: Resource<z.infer<typeof invokeConfigProperties>>,
  { ofType }: Deployment,
): void {
  const identify = ({ FunctionName, Qualifier }: typeof properties) =>
    `${readFunctionReference(FunctionName)?.name}|${Qualifier}`;
  const identifier = identify(properties);
  const first = ofType(type, invokeConfigProperties).find(
    (other) => identify(other.properties) === identifier,
  );
  if (first?.logicalId === logicalId && first.stack === stack) return;
  throw new Error(`Resource of type '${type}' with identifier '${identifier}' already exists.`);
}
