import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** The right to publish events of one source and of these detail-types to one bus, and no others. */
export function publishingStatement(
  eventBusArn: string,
  source: string,
  detailTypes: readonly string[],
): PolicyStatement {
  return new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [eventBusArn],
    conditions: publishingConditions(source, detailTypes),
  });
}

/** What holds a publisher to its source and its detail-types. */
export function publishingConditions(
  source: string,
  detailTypes: readonly string[],
): Record<string, Record<string, unknown>> {
  return { StringEquals: { 'events:source': source, 'events:detail-type': [...detailTypes] } };
}
