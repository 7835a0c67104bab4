import { z } from 'zod';
import { propertyProblems } from '../foundation/resources/property-problems.ts';
import { ONCE } from '../foundation/resources/resource-type.ts';
import { AssemblyError } from './assembly-error.ts';
import { formatProblems } from './template-format.ts';
import { templateParameter } from './template-parameter.ts';
import { templateResource } from './template-resource.ts';

const byName = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value);

/** What a template says, as far as it is read. */
const templateContent = z.object({
  Resources: byName(templateResource),
  Conditions: byName(z.unknown()).default({}),
  Parameters: byName(templateParameter).default({}),
  Mappings: byName(byName(byName(z.unknown()))).default({}),
  Outputs: byName(
    z.object({
      Value: z.unknown(),
      Condition: z.string().exactOptional(),
      Export: z.object({ Name: z.unknown() }).exactOptional(),
    }),
  ).default({}),
});

export type TemplateContent = Readonly<z.infer<typeof templateContent>>;

/**
 * A template that no transform is left to be made of.
 * @param app the folder or file that an error names
 * @throws AssemblyError
 */
export function parseTemplate(read: object, app: string, file: string): TemplateContent {
  if (!('Resources' in read))
    throw new AssemblyError(app, [`${file}: a template has Resources, and this one has none`]);
  if ('Transform' in read)
    throw new AssemblyError(app, [
      `${file}: the Transform ${JSON.stringify(read.Transform)} is not supported by the local runtime`,
    ]);
  const problems = formatProblems({ ...read }).map((problem) => `${file}: ${problem}`);
  if (problems.length > 0) throw new AssemblyError(app, problems);
  return parseFile(templateContent, read, app, file);
}

/**
 * What a file of an app holds, held against its schema.
 * @throws AssemblyError that lists everything that is wrong with it
 */
export function parseFile<Schema extends z.ZodType>(
  schema: Schema,
  read: unknown,
  app: string,
  file: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(read, { reportInput: true, ...ONCE });
  if (parsed.success) return parsed.data;
  throw new AssemblyError(
    app,
    propertyProblems(parsed.error.issues).map((problem) => `${file}: ${problem}`),
  );
}
