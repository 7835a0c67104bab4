import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import { texts } from '../foundation/input-schema.ts';
import type { Operations } from '../foundation/service.ts';
import { tags } from './inputs.ts';
import type { Topic } from './topic.ts';
import { invalidParameter } from './topic-error.ts';

export function tagOperations(topics: ReadonlyMap<string, Topic>) {
  const tagsOf = (arn: unknown): Map<string, string> => {
    const topic = topics.get(String(arn));
    if (topic === undefined) throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
    return topic.tags;
  };
  return {
    TagResource: async ({ ResourceArn, Tags }) => {
      const own = tagsOf(ResourceArn);
      for (const [key, value] of readTags(Tags)) own.set(key, value);
    },
    UntagResource: async ({ ResourceArn, TagKeys }) => {
      const own = tagsOf(ResourceArn);
      for (const key of texts.parse(TagKeys ?? [])) own.delete(key);
    },
    ListTagsForResource: async ({ ResourceArn }) => ({
      Tags: [...tagsOf(ResourceArn)].map(([Key, Value]) => ({ Key, Value })),
    }),
  } satisfies Operations;
}

/** @throws AwsError InvalidParameter for two of one key */
export function readTags(given: unknown): Map<string, string> {
  const read = z.array(tags).parse(given ?? []);
  const byKey = new Map(read.map(({ Key = '', Value = '' }) => [Key, Value]));
  if (byKey.size < read.length) throw invalidParameter('Duplicated keys are not allowed.');
  return byKey;
}
