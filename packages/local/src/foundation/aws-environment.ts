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

/** A queue of another region is at AWS's address, which nothing here answers. */
export function queueUrlOfArn({ endpoint, region: own }: AwsEnvironment, arn: string): string {
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  return region === own
    ? `${endpoint}/${account}/${name}`
    : `https://sqs.${region}.${urlSuffix}/${account}/${name}`;
}

/** By the account and the name, whatever the host is: an address from before a restart still leads to the queue. */
export function queueArnOfUrl({ account: own, region: here }: AwsEnvironment, url: string): string {
  const region = /\/\/sqs\.([a-z0-9-]+)\.amazonaws\./.exec(url)?.[1] ?? here;
  const [account = own, name = url] = url.includes('/') ? url.split('/').slice(-2) : [];
  return `arn:${partition}:sqs:${region}:${account}:${name}`;
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
