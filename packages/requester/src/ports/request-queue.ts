/** The worker's queue, as the requester uses it. */
export interface RequestQueue {
  /** SendMessage, one call. `body` is a request of the contract, as JSON text. */
  send(queueUrl: string, body: string): Promise<void>;
}
