import { type AwsEnvironment, partition } from '../aws-environment.ts';
import type { ResourceType } from './resource-type.ts';

type Identify = NonNullable<ResourceType['identify']>;

/** Whether it is the form of a queue's ARN. */
export function isQueueArn(text: string): boolean {
  return /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/.test(text);
}

export function arnOf(
  service: string,
  { account, region }: Pick<AwsEnvironment, 'account' | 'region'>,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** `Ref` answers the name. */
export const byName =
  (service: string, prefix: string): Identify =>
  (name, environment) => ({
    ref: name,
    attributes: { Arn: arnOf(service, environment, prefix + name), Name: name },
  });

/** `Ref` answers the ARN. */
export const byArn =
  (service: string, prefix: string, attribute = 'Arn'): Identify =>
  (name, environment) => {
    const ref = arnOf(service, environment, prefix + name);
    return { ref, attributes: { [attribute]: ref, Arn: ref, Name: name } };
  };
