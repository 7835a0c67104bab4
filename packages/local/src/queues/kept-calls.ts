import { isObject } from '../foundation/is-object.ts';
import type { KeptOperations } from '../foundation/kept-change.ts';

const queueOf = (url: unknown) => `queue/${String(url).split('/').at(-1)}`;

const permission = ({ QueueUrl, Label }: Record<string, unknown>) =>
  `${queueOf(QueueUrl)}/permission/${String(Label)}`;

/** Queues that calls made, and attributes and tags that they set. */
export const keptQueueCalls: KeptOperations = {
  // One that is there already is left as it is.
  CreateQueue: (input) => [{ keep: `queue/${input.QueueName}`, input, joined: ['Attributes'] }],
  DeleteQueue: ({ QueueUrl }) => [{ forget: queueOf(QueueUrl) }],
  AddPermission: (input) => [{ forget: `${permission(input)}/removed` }, { keep: permission(input), input }],
  // Made again after what it removes, which may be of a template's policy too.
  RemovePermission: (input) => [{ keep: `${permission(input)}/removed`, input }],
  SetQueueAttributes: (input) => [
    ...(isObject(input.Attributes) && input.Attributes.Policy !== undefined
      ? [{ forget: `${queueOf(input.QueueUrl)}/permission` }]
      : []),
    { keep: `${queueOf(input.QueueUrl)}/attributes`, input, joined: ['Attributes'] },
  ],
  TagQueue: (input) => [
    ...Object.keys(input.Tags ?? {}).map((tag) => ({
      forget: `${queueOf(input.QueueUrl)}/without/${tag}`,
    })),
    { keep: `${queueOf(input.QueueUrl)}/tags`, input, joined: ['Tags'] },
  ],
  UntagQueue: (input) =>
    [input.TagKeys ?? []].flat().map((tag) => ({
      keep: `${queueOf(input.QueueUrl)}/without/${tag}`,
      input: { ...input, TagKeys: [tag] },
    })),
};
