/** EventBridge, as the requester uses it. */
export interface EventBus {
  /**
   * PutEvents, one call of one entry: `Callback Opened`, source `callback-relay`. `detail` is JSON text.
   * @throws RelayError `publish-failed` when EventBridge refuses the entry (`FailedEntryCount`).
   */
  publishOpened(detail: string): Promise<void>;
}
