import { limits } from './limits.ts';

/** How much JSON a field takes, for the description of its schema. */
export function jsonLimitText(bytes: keyof typeof limits): string {
  return `${limits[bytes]} bytes of UTF-8 JSON, nested at most ${limits.jsonDepth} deep, which JSON Schema cannot say`;
}
