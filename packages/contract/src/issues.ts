import type * as z from 'zod/mini';

/**
 * A schema's issues, each as its path and what is wrong. They name fields and what was expected, and never the
 * values given. `whole` is what an issue with the value itself has for a path; left out, it has none.
 */
export function issuesOf(error: z.core.$ZodError, whole?: string): string[] {
  return error.issues.map(({ path, message }) => {
    const at = path.length === 0 ? whole : path.map(String).join('.');
    return at === undefined ? message : `${at}: ${message}`;
  });
}
