/** Names that the app and the load share. */
export const stage = 'soak';

const prefix = `callback-relay-${stage}`;

export const names = {
  /** State machines: one asks a function, the other a program outside. */
  attended: `${prefix}-attended`,
  outside: `${prefix}-outside`,
  /** State machines whose JSONata would run for ever, or take all memory. */
  endless: [`${prefix}-match`, `${prefix}-range`, `${prefix}-pad`],
  /** Workers. */
  functionWorker: 'squares',
  outsideWorker: 'outside',
  outsideRequests: `${prefix}-outside-requests`,
  eventBus: prefix,
} as const;
