import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 50;

/** The first answer of `ask` that is not undefined, or undefined when `seconds` have passed without one. */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined> | Answer | undefined,
  seconds: number,
): Promise<Answer | undefined> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() >= end) return answer;
    await pause(EVERY_MS);
  }
}
