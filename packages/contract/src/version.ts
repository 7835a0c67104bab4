import * as z from 'zod/mini';

/** The version that this package writes. */
export const currentVersion = '1.0';

/**
 * Versions are `major.minor`. A minor adds optional fields only, so readers accept every minor of their major and
 * ignore fields that they do not know; a new major may change anything and is served beside the old one.
 */
export const versionSchema = z
  .string()
  .check(
    z.regex(/^1\.(0|[1-9][0-9]{0,3})$/, 'this reader serves versions 1.x'),
    z.describe('major.minor of the contract'),
  );

const WELL_FORMED = /^(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})$/;

/** Whether `version` is well-formed but of another major: told apart so that the sender learns what to do. */
export function isOtherMajor(version: unknown): boolean {
  return typeof version === 'string' && WELL_FORMED.test(version) && !version.startsWith('1.');
}
