import { z } from 'zod';
import { propertyProblems } from '../../foundation/resources/property-problems.ts';

/** Names of managed policies, documents of statements; SAM's own templates of policies are not supported. */
const policy = z.union([z.string(), z.record(z.string(), z.unknown())], {
  error: 'expected a text, or an object',
});
const policies = z.union([policy, z.array(policy)], { error: 'expected a policy, or a list of policies' });

export type Policy = z.infer<typeof policy>;
export type ServerlessPolicies = z.infer<typeof policies>;

const events = z.record(
  z.string(),
  z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).exactOptional() }),
);

export type ServerlessEvents = z.infer<typeof events>;

/** Properties of the role that is made. */
const ofRole = {
  AssumeRolePolicyDocument: z.unknown().exactOptional(),
  PermissionsBoundary: z.unknown().exactOptional(),
  RolePath: z.unknown().exactOptional(),
};

/** What may be an intrinsic function is anything yet. */
export const serverlessFunctionProperties = z.looseObject({
  CodeUri: z.unknown().exactOptional(),
  InlineCode: z.unknown().exactOptional(),
  Role: z.unknown().exactOptional(),
  Policies: policies.exactOptional(),
  Events: events.exactOptional(),
  Tracing: z.unknown().exactOptional(),
  Tags: z.unknown().exactOptional(),
  DeadLetterQueue: z.unknown().exactOptional(),
  EventInvokeConfig: z.unknown().exactOptional(),
  FunctionUrlConfig: z.unknown().exactOptional(),
  AutoPublishAlias: z.unknown().exactOptional(),
  PropagateTags: z.unknown().exactOptional(),
  VersionDescription: z.unknown().exactOptional(),
  ...ofRole,
});

export const serverlessMachineProperties = z.looseObject({
  Definition: z.record(z.string(), z.unknown()).exactOptional(),
  DefinitionUri: z.unknown().exactOptional(),
  Name: z.unknown().exactOptional(),
  Role: z.unknown().exactOptional(),
  Policies: policies.exactOptional(),
  Type: z.unknown().exactOptional(),
  Events: events.exactOptional(),
  Logging: z.unknown().exactOptional(),
  Tracing: z.unknown().exactOptional(),
  Tags: z.unknown().exactOptional(),
  ...ofRole,
});

/** @throws Error that names the resource and everything that is wrong with its properties */
export function parseServerless<Schema extends z.ZodType>(
  schema: Schema,
  id: string,
  properties: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(properties, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Error(`${id}: ${propertyProblems(parsed.error.issues).join('; ')}`);
}
