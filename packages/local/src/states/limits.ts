/** AWS Step Functions quotas, as its service quotas page and API reference give them. */
export const limits = {
  /** Bytes of UTF-8 of any input, result or output. */
  payloadBytes: 262_144,
  /** Characters of a definition. */
  definitionLength: 1_048_576,
  /** Events of one execution's history; the execution fails when it is reached. */
  historyEvents: 25_000,
  /** Bytes, above which an execution status change event leaves input or output out (248 KiB). */
  statusEventBytes: 253_952,
  errorLength: 256,
  causeLength: 32_768,
  tokenLength: 2_048,
  nameLength: 80,
  /** Longest execution of an Express machine. */
  expressSeconds: 300,
  pageSize: 1_000,
  defaultPageSize: 100,
} as const;
