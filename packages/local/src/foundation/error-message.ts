/** What an error says, be it of another realm or a library's own object; of whatever else was thrown, that as text. */
export function errorMessage(error: unknown): string {
  const isLikeError = typeof error === 'object' && error !== null && 'message' in error;
  return isLikeError ? String(error.message) : String(error);
}

/** The code of an error of Node.js, as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
