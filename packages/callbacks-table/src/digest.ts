import { createHash } from 'node:crypto';

/** 132 bits of SHA-256: as unlikely to collide as a minted ID, and short enough for a waiting row to stay under 1 KB. */
const DIGEST_CHARACTERS = 22;

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_CHARACTERS);
}

/** Identifies the opening that a row is of, also when its token is gone. The token cannot be computed from it. */
export function openingIdOf(taskToken: string): string {
  return digest(taskToken);
}

/**
 * Finds the callbacks of an execution: the key of the table's index by execution, `stateMachine:execution`. Account and
 * region are those of the table, and an operator who lists what waits reads it.
 */
export function executionKeyOf(executionArn: string): string {
  return /:execution:(.+)/.exec(executionArn)?.[1] ?? executionArn;
}
