/** The event source of answers by hand. The bus denies it to all but the roles that were granted it. */
export const operatorSource = 'callback-relay.operator';

/** An operator lets further event sources answer a callback. */
export const sourcesAllowedEventType = 'Callback Sources Allowed';

/** Attributes of a callback's row that an operator may read: all but the task token. */
export const readableAttributes = [
  'correlationId',
  'state',
  'expiresAt',
  'openedAt',
  'deadline',
  'execution',
  'stateName',
  'idempotencyKey',
  'attempt',
  'business',
  'openingId',
  'allowedSources',
  'allowedAccounts',
  'heartbeat',
  'answers',
  'answeredBy',
  'attempts',
  'parked',
] as const;
