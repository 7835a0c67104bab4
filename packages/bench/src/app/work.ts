import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';

/** What both workers are asked for: to take so many milliseconds, and answer. */
export const workSchema = z.object({ workMs: z.int().min(0) });

/** The work of both workers. */
export async function work(milliseconds: number): Promise<{ readonly worked: number }> {
  if (milliseconds > 0) await setTimeout(milliseconds);
  return { worked: milliseconds };
}
