/** Where the app believes that it runs. */
export interface AwsEnvironment {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** `http://127.0.0.1:PORT`, the host of queue URLs. */
  readonly endpoint: string;
}

export const partition = 'aws';
export const urlSuffix = 'amazonaws.com';

export function queueUrl({ endpoint, account }: AwsEnvironment, name: string): string {
  return `${endpoint}/${account}/${name}`;
}

/**
 * An SDK follows a queue URL's host. A URL that a template builds from region and account by itself names AWS's, so
 * it is led to the local endpoint.
 */
export function withLocalQueueUrls(text: string, { account, region, endpoint }: AwsEnvironment): string {
  return text.replaceAll(`https://sqs.${region}.${urlSuffix}/${account}/`, `${endpoint}/${account}/`);
}

/** Stands for `AWS::NoValue` until the member that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

export function pseudoParameters(
  { account, region }: AwsEnvironment,
  stack: string,
): Readonly<Record<string, unknown>> {
  return {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': urlSuffix,
    'AWS::StackName': stack,
    'AWS::StackId': `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/local`,
    'AWS::NoValue': NO_VALUE,
  };
}
