/** A record as GetRecords of DynamoDB Streams answers it, as far as it is read here. */
export interface StreamRecord {
  readonly userIdentity?: { readonly Type: string; readonly PrincipalId: string };
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
  };
}

/**
 * A record as Lambda hands it to a function: with the stream's ARN, and the service that deleted an item by its time to
 * live in names that begin small.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function lambdaRecord({ userIdentity, ...record }: StreamRecord, streamArn: string) {
  return {
    ...record,
    ...(userIdentity && {
      userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId },
    }),
    eventSourceARN: streamArn,
  };
}

export function sequenceOf({ dynamodb }: StreamRecord): string {
  return dynamodb.SequenceNumber;
}
