/**
 * Limits that messages must respect, each with the service that sets it. Sizes are bytes of UTF-8 where AWS
 * counts bytes, and characters where AWS counts characters.
 */
export const limits = {
  /** Step Functions, SendTaskSuccess: `output`, bytes of UTF-8 JSON. */
  outputBytes: 262_144,
  /** Step Functions, SendTaskFailure: `error`, characters. */
  errorCharacters: 256,
  /** Step Functions, SendTaskFailure: `cause`, characters. */
  causeCharacters: 32_768,
  /** Step Functions: `taskToken`, characters. */
  taskTokenCharacters: 2_048,
  /** EventBridge, PutEvents: entries in one call. */
  putEventsEntries: 10,
  /** EventBridge, PutEvents: bytes of all entries of one call together. */
  putEventsBytes: 1_048_576,
  /** SQS: bytes of one message, attributes included. */
  messageBytes: 1_048_576,
  /** Ours: a request repeats its payload once more in the Step Functions state, which holds this many bytes. */
  payloadBytes: 262_144,
  /** Ours: progress is for people and dashboards, and must stay cheap to pass on. */
  progressBytes: 4_096,
  /** Ours: how deep JSON may nest before it is refused; recursive readers of other languages fail near here. */
  jsonDepth: 512,
} as const;
