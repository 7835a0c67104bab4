/** Words that may stand before `token`, of which the last names what the token is of. Any case, any separator. */
const TOKEN_NAME =
  '^(?:(?:x|aws|sfn|step[-_. ]?functions?)[-_. ]?)*(?:(?:task|callback|activity)[-_. ]?)?token$';

/** The pattern of token-shaped names with both cases spelt out, for JSON Schema, whose patterns take no flags. */
export const tokenNamePattern = TOKEN_NAME.replace(
  /[a-z]/g,
  (letter) => `[${letter}${letter.toUpperCase()}]`,
);

const tokenName = new RegExp(tokenNamePattern);

/**
 * The first top-level field of a message that is named like a task token, if any. A worker that passes a token
 * around has the coupling that Callback Relay takes away, and a secret in its messages: refused, never logged.
 *
 * Only the message's own fields are checked. What lies in `payload`, `output` and `progress` is the users' data, in
 * which a `token` may well be that of a payment.
 */
export function tokenShapedField(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  return Object.keys(message).find((name) => tokenName.test(name));
}
