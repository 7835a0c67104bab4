const TOKEN_NAME = /^(?:x[-_])?(?:task|callback)?[-_]?token$/i;

/**
 * The first top-level field of a message that is named like a task token, if any. A worker that passes a token
 * around has the coupling that Callback Relay takes away, and a secret in its messages: refused, never logged.
 */
export function tokenShapedField(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  return Object.keys(message).find((name) => TOKEN_NAME.test(name));
}
