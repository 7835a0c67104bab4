import type { KeptOperations } from '../foundation/kept-change.ts';

const queueOf = (url: unknown) => `queue/${String(url).split('/').at(-1)}`;

/** Queues that calls made, and attributes and tags that they set. */
export const keptQueueCalls: KeptOperations = {
  CreateQueue: (input) => [{ keep: `queue/${input.QueueName}`, input }],
  DeleteQueue: ({ QueueUrl }) => [{ forget: queueOf(QueueUrl) }],
  SetQueueAttributes: (input) => [
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
