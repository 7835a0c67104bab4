import * as z from 'zod';

/** What both workers are asked. */
export const jobSchema = z.object({ job: z.string(), number: z.int() });

export type Job = z.infer<typeof jobSchema>;

/** The same answer for the same job, in any worker and however often: so a wrong one shows. */
export function work({ job, number }: Job): { readonly job: string; readonly square: number } {
  return { job, square: number * number };
}
