/** The event source of answers by hand. Who may publish under it is for IAM to say: `relay.grantOperate(grantee)`. */
export const operatorSource = 'callback-relay.operator';

/** Lets further sources answer a callback that waits. */
export const sourcesAllowedType = 'Callback Sources Allowed';
