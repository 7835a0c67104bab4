import type { KeptOperations } from '../foundation/kept-change.ts';

const functionOf = (name: unknown) => `function/${String(name).split(':').at(-1)}`;

/** Event source mappings that calls made or changed, and the concurrency that they reserved. */
export const keptLambdaCalls: KeptOperations = {
  CreateEventSourceMapping: (input, { UUID }) => [{ keep: `mapping/${UUID}`, input }],
  UpdateEventSourceMapping: (input) => [{ keep: `mapping/${input.UUID}/changes`, input, joined: [] }],
  DeleteEventSourceMapping: ({ UUID }) => [{ forget: `mapping/${UUID}` }],
  PutFunctionConcurrency: (input) => [{ keep: `${functionOf(input.FunctionName)}/concurrency`, input }],
  DeleteFunctionConcurrency: ({ FunctionName }) => [{ forget: `${functionOf(FunctionName)}/concurrency` }],
};
