/** Names that the benchmark app and its drivers share. */
export const stage = 'bench';

const prefix = `callback-relay-${stage}`;

export const names = {
  /** State machines. */
  decoupled: `${prefix}-decoupled`,
  direct: `${prefix}-direct`,
  unattended: `${prefix}-unattended`,
  /** Functions. */
  relay: `${prefix}-relay`,
  requester: `${prefix}-bench-requester`,
  workerFunction: `${prefix}-bench-worker`,
  directWorker: `${prefix}-direct-worker`,
  /** Workers. */
  worker: 'bench',
  unattendedWorker: 'unattended',
  /** Queues. */
  unattendedRequests: `${prefix}-unattended-requests`,
} as const;
