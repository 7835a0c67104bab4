const ARTICLE_MS = 2_000;

/**
 * How long the work takes: the article's two seconds, or what the environment variable WORK_MS says now.
 * @throws Error when WORK_MS is not a whole number of milliseconds.
 */
export function workMs(): number {
  const text = process.env.WORK_MS;
  if (text === undefined || text === '') return ARTICLE_MS;
  if (!/^[0-9]{1,8}$/.test(text))
    throw new Error(`WORK_MS must be milliseconds, such as 2000; given ${text}`);
  return Number(text);
}
