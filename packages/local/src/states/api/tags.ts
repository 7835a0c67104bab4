import { AwsError } from '../../foundation/aws-error.ts';
import type { Operations } from '../../foundation/service.ts';
import { isObject, type JsonObject } from '../json.ts';
import { kindOfArn } from './arns.ts';
import { type Request, requiredString } from './request.ts';
import type { MachineContext } from './states-context.ts';

export type Tags = Readonly<Record<string, string>>;

/** Members `{key, value}` as they are given; the later one of a key counts. */
export const tagsOf = (request: Request): Tags => {
  const { tags } = request;
  if (tags === undefined || tags === null) return {};
  if (!Array.isArray(tags)) throw new AwsError('SerializationException', `'tags' must be a list`);
  return Object.fromEntries(
    tags.map((tag: unknown) => {
      const { key, value = '' } = isObject(tag) ? tag : {};
      if (typeof key !== 'string' || key === '' || key.length > 128)
        throw new AwsError(
          'ValidationException',
          `1 validation error detected: Value at 'tags' failed to satisfy constraint: the key of a tag has 1 to 128 characters`,
        );
      if (typeof value !== 'string' || value.length > 256)
        throw new AwsError(
          'ValidationException',
          `1 validation error detected: Value at 'tags' failed to satisfy constraint: the value of a tag is a text of up to 256 characters`,
        );
      return [key, value];
    }),
  );
};

const taggedResource = ({ store }: MachineContext, request: Request): string => {
  const arn = requiredString(request, 'resourceArn', 256);
  const kind = kindOfArn(arn);
  const exists =
    (kind === 'stateMachine' && store.machine(arn) !== undefined) ||
    (kind === 'activity' && store.documents('activities').get(arn) !== undefined);
  if (!exists) throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
  return arn;
};

const listed = (tags: Tags): JsonObject[] => Object.entries(tags).map(([key, value]) => ({ key, value }));

export const tagOperations = (context: MachineContext) => {
  const tags = context.store.documents<Tags>('tags');
  return {
    async TagResource(request) {
      const arn = taggedResource(context, request);
      tags.put(arn, { ...tags.get(arn), ...tagsOf(request) });
      return {};
    },
    async UntagResource(request) {
      const arn = taggedResource(context, request);
      const gone = new Set(Array.isArray(request.tagKeys) ? request.tagKeys : []);
      const kept = Object.entries(tags.get(arn) ?? {}).filter(([key]) => !gone.has(key));
      tags.put(arn, Object.fromEntries(kept));
      return {};
    },
    ListTagsForResource: async (request) => ({
      tags: listed(tags.get(taggedResource(context, request)) ?? {}),
    }),
  } satisfies Operations;
};
