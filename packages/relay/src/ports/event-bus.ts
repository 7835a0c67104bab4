/** EventBridge, as the relay uses it. */
export interface EventBus {
  /**
   * PutEvents: one call, at most 10 entries. Answers entry by entry, in order: `undefined` where the entry was
   * accepted, the error code where it was not (`FailedEntryCount`). Throws where the whole call failed.
   */
  putEvents(entries: readonly BusEntry[]): Promise<readonly (string | undefined)[]>;
}

/** The source is always `callback-relay`. */
export interface BusEntry {
  readonly detailType: string;
  /** JSON text. */
  readonly detail: string;
}
