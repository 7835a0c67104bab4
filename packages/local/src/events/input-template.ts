import { isJsonObject, type Json } from './json.ts';

/** What EventBridge itself fills in, beside the variables of InputPathsMap. */
export const PREDEFINED_VARIABLES: ReadonlySet<string> = new Set([
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
]);

const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/;

/** The names in angle brackets that a template uses. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(new RegExp(PLACEHOLDER, 'g'))].map(([, name = '']) => name);
}

/**
 * Fills a template's placeholders as EventBridge does. Outside quotes a variable becomes JSON: strings are
 * quoted, and a variable whose path led nowhere is the empty string. Within quotes it becomes text: strings are
 * not escaped, and a missing variable leaves nothing; objects and arrays lose their quotes in a text template, and
 * spoil an object template.
 * @returns undefined where the filled template is not JSON: EventBridge delivers nothing then
 */
export function fillTemplate(
  template: string,
  variable: (name: string) => Json | undefined,
): string | undefined {
  const token = new RegExp(`\\\\.|"|${PLACEHOLDER.source}`, 'gs');
  const isObject = /^\s*[{[]/.test(template);
  let quoted = false;
  let spoilt = false;
  const filled = template.replace(token, (found: string, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    const value = variable(name);
    if (!quoted) return JSON.stringify(value ?? (value === null ? null : ''));
    spoilt ||= isObject && typeof value === 'object' && value !== null;
    return asText(value);
  });
  return spoilt || !isDeliverable(filled) ? undefined : filled;
}

/** One JSON document, or a text of several lines, each of them in quotes. */
function isDeliverable(filled: string): boolean {
  const parts = /^\s*"/.test(filled) ? filled.trim().split('\n') : [filled];
  return parts.every((part) => {
    try {
      JSON.parse(part);
      return true;
    } catch {
      return false;
    }
  });
}

function asText(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return isJsonObject(value) || Array.isArray(value)
    ? JSON.stringify(value).replaceAll('"', '')
    : String(value);
}
