import { createHash } from 'node:crypto';

/** Of types that set no smaller limit. */
export const LONGEST_NAME = 128;

const SUFFIX = 12;

/**
 * The name of a resource that the template gives none: shaped as CloudFormation's, but the same on every start, so
 * that a data folder finds its own again.
 */
export function generatedName(stack: string, logicalId: string, longest = LONGEST_NAME): string {
  const suffix = createHash('sha256')
    .update(`${stack}/${logicalId}`)
    .digest('hex')
    .slice(0, SUFFIX)
    .toUpperCase();
  const room = longest - SUFFIX - 1;
  return `${`${stack}-${logicalId}`.slice(0, room)}-${suffix}`;
}
