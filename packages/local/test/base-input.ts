/** X-Amz-Target, or method and path, and members. */
export type BaseInput = readonly [target: string, input: unknown];
