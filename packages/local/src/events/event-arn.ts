export interface AccountRegion {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

export function busArn({ account, region }: AccountRegion, name: string): string {
  return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

/** A rule of the default bus has no bus in its ARN. */
export function ruleArn({ account, region }: AccountRegion, bus: string, rule: string): string {
  return `arn:aws:events:${region}:${account}:rule/${bus === 'default' ? '' : `${bus}/`}${rule}`;
}

export interface Arn extends AccountRegion {
  /** As in IAM actions: `sqs`, `lambda`, `events`. */
  readonly service: string;
  /** All after the account: `event-bus/orders`, `function:relay`, a queue's name. */
  readonly resource: string;
}

/** The parts of an ARN, or undefined where the text is none. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:[a-z-]+:([a-z0-9-]+):([a-z0-9-]*):(\d*):(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, service = '', region = '', account = '', resource = ''] = match;
  return { service, region, account, resource };
}
