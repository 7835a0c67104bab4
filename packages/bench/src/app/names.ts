/** Names that the benchmark app and whoever drives it share. */
export const stage = 'bench';

const prefix = `callback-relay-${stage}`;

export const names = {
  /** State machines. */
  decoupled: `${prefix}-decoupled`,
  direct: `${prefix}-direct`,
  unattended: `${prefix}-unattended`,
  /** Functions. */
  relay: `${prefix}-relay`,
  /** Worker names. */
  worker: 'bench',
  unattendedWorker: 'nobody',
  directWorker: `${prefix}-direct-worker`,
} as const;
