import { z } from 'zod';
import { templateText } from '../foundation/resources/template-values.ts';

/** A parameter as a template declares it, as far as its value is checked. */
export const templateParameter = z.object({
  Type: z.string(),
  Default: z.unknown().exactOptional(),
  AllowedValues: z.array(z.unknown()).exactOptional(),
  AllowedPattern: templateText.exactOptional(),
  MinLength: templateText.exactOptional(),
  MaxLength: templateText.exactOptional(),
  MinValue: templateText.exactOptional(),
  MaxValue: templateText.exactOptional(),
  ConstraintDescription: templateText.exactOptional(),
});

export type TemplateParameter = Readonly<z.infer<typeof templateParameter>>;
