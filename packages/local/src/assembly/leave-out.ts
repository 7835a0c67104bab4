import { referencesOf } from './references.ts';
import type { Template } from './template.ts';
import type { TemplateResource } from './template-resource.ts';

/** Which resources of an app are left out, because it was asked for, and because they are about such a one. */
export interface LeftOut {
  has(logicalId: string, template: Template): boolean;
  /** What was asked for and names nothing. */
  readonly unused: readonly string[];
}

/**
 * `TYPE`, `TYPE_PREFIX*` or `LOGICAL_ID`. What the runtime does not support anyway goes along with a resource that it
 * refers to, as a bucket's policy with the bucket.
 */
export function leftOut(
  templates: readonly Template[],
  wanted: readonly string[],
  isSupported: (type: string) => boolean,
): LeftOut {
  const all = templates.flatMap((template) =>
    Object.entries(template.Resources).map(([logicalId, resource]) => ({
      ...{ logicalId, resource },
      stack: template.stack,
      names: wanted.filter((name) => matches(name, resource.Type, logicalId)),
    })),
  );
  const ids = new Set(
    all.filter(({ names }) => names.length > 0).map(({ stack, logicalId }) => `${stack}/${logicalId}`),
  );
  const refers = (resource: TemplateResource, stack: string) =>
    referencesOf(resource.Properties).some((logicalId) => ids.has(`${stack}/${logicalId}`));
  for (const { resource, stack, logicalId } of all)
    if (!isSupported(resource.Type) && refers(resource, stack)) ids.add(`${stack}/${logicalId}`);
  return {
    has: (logicalId, { stack }) => ids.has(`${stack}/${logicalId}`),
    unused: wanted.filter((name) => !all.some(({ names }) => names.includes(name))),
  };
}

function matches(name: string, type: string, logicalId: string): boolean {
  return name.endsWith('*') ? type.startsWith(name.slice(0, -1)) : name === type || name === logicalId;
}
