/** How the worker under test is started. */
export interface WorkerCommand {
  readonly command: readonly string[];
  /**
   * `process`: it polls REQUEST_QUEUE_URL itself, until SIGTERM. `lambda`: it speaks the Lambda Runtime API, and is
   * invoked with batches of the queue, as an event source mapping does.
   */
  readonly host: 'process' | 'lambda';
}
