import { AwsError } from '../foundation/aws-error.ts';
import type { Delivery } from './delivery.ts';
import type { BusEvent } from './event.ts';
import { eventTime } from './event.ts';
import { parseEventPath } from './event-path.ts';
import { fillTemplate } from './input-template.ts';
import type { Json } from './json.ts';

/**
 * The text that a target is given: the event, a part of it, a constant, or a filled template.
 * @throws AwsError InvalidInputTemplate
 */
export function targetInput(delivery: Delivery): string {
  const { target, event } = delivery;
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(target.InputPath, event) ?? null);
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer;
  const filled = fillTemplate(InputTemplate, (name) => {
    const path = Object.hasOwn(InputPathsMap, name) ? InputPathsMap[name] : undefined;
    return path === undefined ? predefined(name, delivery) : valueAt(path, event);
  });
  if (filled !== undefined) return filled;
  throw new AwsError(
    'InvalidInputTemplate',
    `The input template of target ${target.Id} gives no JSON for this event, and EventBridge delivers nothing then: ${InputTemplate}`,
  );
}

function valueAt(path: string, event: BusEvent): Json | undefined {
  return parseEventPath(path)?.(event);
}

function predefined(name: string, { ruleArn, ruleName, event, ingestedAt }: Delivery): Json | undefined {
  switch (name) {
    case 'aws.events.rule-arn':
      return ruleArn;
    case 'aws.events.rule-name':
      return ruleName;
    case 'aws.events.event.ingestion-time':
      return eventTime(ingestedAt);
    case 'aws.events.event.json':
      return event;
    case 'aws.events.event':
      return withoutDetail(event);
    default:
      return undefined;
  }
}

/** AWS's own shape: without the detail, and `detailType` where the event has `detail-type` (recorded). */
function withoutDetail({
  id,
  account,
  'detail-type': detailType,
  time,
  source,
  region,
  resources,
  version,
}: BusEvent) {
  return { id, account, detailType, time, source, region, resources, version };
}
