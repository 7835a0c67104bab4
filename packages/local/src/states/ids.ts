import { randomBytes, randomUUID } from 'node:crypto';

/** Ids and randomness as the engine takes them: passed in, so that a test may fix them. */
export interface Ids {
  uuid(): string;
  bytes(size: number): Buffer;
  /** Evenly spread over [0, 1). */
  random(): number;
}

export const systemIds: Ids = {
  uuid: () => randomUUID(),
  bytes: (size) => randomBytes(size),
  random: () => Math.random(),
};
