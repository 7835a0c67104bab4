import { z } from 'zod';

/** A resource as a template has it. */
export const templateResource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).exactOptional(),
  Condition: z.string().exactOptional(),
  Metadata: z.record(z.string(), z.unknown()).exactOptional(),
});

export type TemplateResource = Readonly<z.infer<typeof templateResource>>;
