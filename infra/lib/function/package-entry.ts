import { createRequire } from 'node:module';

/** The file behind a door of an installed package. `import.meta.resolve` is not there under every loader of TypeScript. */
export function entryOf(door: string): string {
  return createRequire(import.meta.filename).resolve(door);
}
