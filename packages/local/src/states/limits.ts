/** AWS Step Functions quotas, as its service quotas page and API reference give them. */
export const limits = {
  /** Bytes of UTF-8 of any input, result or output. */
  payloadBytes: 262_144,
  /** Characters of a definition. */
  definitionLength: 1_048_576,
  /** Events of one execution's history; the execution fails when it is reached. */
  historyEvents: 25_000,
  /** Events from which on an execution cannot be redriven: the redrive has one of its own, and one more must follow. */
  redrivableEvents: 24_999,
  /** Days after its end for which an execution can be redriven. */
  redrivableDays: 14,
  /** Days after its start for which an execution may be open. */
  openDays: 365,
  redrivesOfMapRun: 1_000,
  /** So many requests of a redrive are recognised when they are repeated, for so long. */
  clientTokens: 10,
  clientTokenMs: 15 * 60_000,
  clientTokenLength: 64,
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
