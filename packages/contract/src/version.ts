import * as z from 'zod/mini';

/** The version that this package writes, `major.minor`. */
export const currentVersion = '1.0';

/** The version of a message of one major: a minor adds optional fields only, so readers take every minor of it. */
export function versionSchemaOf(major: number) {
  return z
    .string()
    .check(
      z.regex(new RegExp(`^${major}\\.(0|[1-9][0-9]{0,3})$`), `this reader serves versions ${major}.x`),
      z.describe('major.minor of the contract'),
    );
}

const WELL_FORMED = /^(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})$/;

/** The major of a version, undefined where it is not a version at all. */
export function majorOf(version: unknown): number | undefined {
  return typeof version === 'string' && WELL_FORMED.test(version) ? Number.parseInt(version, 10) : undefined;
}

export const currentMajor = Number.parseInt(currentVersion, 10);

/** The version of the messages that this package writes. */
export const versionSchema = versionSchemaOf(currentMajor);
