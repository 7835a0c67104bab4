import { z } from 'zod';
import { AwsError } from '../../foundation/aws-error.ts';
import { streamMembers } from './stream-settings.ts';

/** What CreateEventSourceMapping and UpdateEventSourceMapping may say; what is not supported by the local runtime is refused by name. */
const inputSchema = z.strictObject({
  UUID: z.string().optional(),
  FunctionName: z.string().optional(),
  EventSourceArn: z.string().optional(),
  Enabled: z.boolean().optional(),
  BatchSize: z.coerce.number().int().min(1).max(10_000).optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).optional(),
  ScalingConfig: z
    .strictObject({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000).optional() })
    .optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).optional(),
  FilterCriteria: z
    .strictObject({
      Filters: z
        .array(z.strictObject({ Pattern: z.string() }))
        .max(5)
        .optional(),
    })
    .optional(),
  ...streamMembers,
  Tags: z.unknown().optional(),
  MetricsConfig: z.unknown().optional(),
});

export type MappingInput = z.infer<typeof inputSchema>;

/**
 * @throws AwsError ValidationException in Lambda's words where a value is out of its range, else
 * InvalidParameterValueException that names what is not supported by the local runtime
 */
export function readMappingInput(input: Record<string, unknown>): MappingInput {
  const parsed = inputSchema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const broken = parsed.error.issues.map(brokenConstraint).filter((text) => text !== undefined);
  if (broken.length < parsed.error.issues.length)
    throw new AwsError('InvalidParameterValueException', z.prettifyError(parsed.error));
  throw new AwsError(
    'ValidationException',
    `${broken.length} validation error${broken.length > 1 ? 's' : ''} detected: ${broken.join('; ')}`,
  );
}

/** As recorded from Lambda; undefined for what is no matter of a range. */
function brokenConstraint(issue: z.core.$ZodIssue): string | undefined {
  const constraint = constraintOf(issue);
  const at = issue.path
    .filter((part) => typeof part === 'string')
    .map((name) => `${name[0]?.toLowerCase()}${name.slice(1)}`)
    .join('.');
  return (
    constraint && `Value '${issue.input}' at '${at}' failed to satisfy constraint: Member must ${constraint}`
  );
}

function constraintOf(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_value':
      return `satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'too_small':
      return issue.origin === 'number' ? `have value greater than or equal to ${issue.minimum}` : undefined;
    case 'too_big':
      return issue.origin === 'number' ? `have value less than or equal to ${issue.maximum}` : undefined;
    default:
      return undefined;
  }
}
