/** The event source of answers by hand. The bus denies it to all but the roles that were granted it. */
export const operatorSource = 'callback-relay.operator';

/** An operator lets further event sources answer a callback. */
export const sourcesAllowedEventType = 'Callback Sources Allowed';
