import type { TemplateResource } from '../template-resource.ts';

export type Members = Readonly<Record<string, unknown>>;

/** What the transform makes, by logical ID. */
export type Resources = (readonly [string, TemplateResource])[];

export function arnOf(logicalId: string) {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

export function defined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
