import type { TemplateResource } from '../template-resource.ts';

/** What is made for a resource is made under its condition. */
export function conditional(
  resource: TemplateResource,
  { Condition }: Partial<TemplateResource>,
): TemplateResource {
  return Condition === undefined ? resource : { ...resource, Condition };
}
