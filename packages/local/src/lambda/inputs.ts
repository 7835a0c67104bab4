import { type InputShapes, integer, members, text } from '../foundation/input-schema.ts';

const fn = { FunctionName: text, Qualifier: text };

/** By operation. Members of paths and queries are texts; mappings check their own, with Lambda's words. */
export const lambdaInputs: InputShapes = {
  Invoke: members({ ...fn, InvocationType: text, LogType: text, ClientContext: text, TraceHeader: text }),
  ListFunctions: members({ Marker: text, MaxItems: text }),
  GetFunction: members(fn),
  GetFunctionConfiguration: members(fn),
  GetFunctionConcurrency: members(fn),
  PutFunctionConcurrency: members({ ...fn, ReservedConcurrentExecutions: integer }),
  DeleteFunctionConcurrency: members(fn),
};
