import { limits } from './limits.ts';

/** A limit as the descriptions of the schemas give it: `262,144`. By hand, because what Intl loads costs a cold start. */
export function limitText(name: keyof typeof limits): string {
  return String(limits[name]).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** How much JSON a field takes, for its description. */
export function jsonLimitText(bytes: keyof typeof limits): string {
  return `${limitText(bytes)} bytes of UTF-8 JSON, nested at most ${limitText('jsonDepth')} deep, which JSON Schema cannot say`;
}
