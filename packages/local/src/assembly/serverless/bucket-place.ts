import { isObject } from '../../foundation/is-object.ts';

/** A place in a bucket as CloudFormation has it; undefined for what is none. */
export function bucketPlace(uri: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(uri)) return undefined;
  const { Bucket, Key, Version } = uri;
  return { S3Bucket: Bucket, S3Key: Key, ...(Version !== undefined && { S3ObjectVersion: Version }) };
}
