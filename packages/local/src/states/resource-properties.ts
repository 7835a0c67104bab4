import { z } from 'zod';
import { templateFlag, templateText } from '../foundation/resources/template-values.ts';

export const activityProperties = z.looseObject({ Name: templateText });

/** Values of substitutions: texts, numbers and truth values. */
const substitution = z.union([z.string(), z.number(), z.boolean()], {
  error: 'expected a text, a number or a truth value',
});

export const machineProperties = z.looseObject({
  Definition: z.record(z.string(), z.unknown()).exactOptional(),
  DefinitionS3Location: z
    .preprocess(
      (given) => (typeof given === 'string' ? { Key: given } : given),
      z.strictObject({
        Bucket: templateText.exactOptional(),
        Key: templateText,
        Version: templateText.exactOptional(),
      }),
    )
    .exactOptional(),
  DefinitionString: templateText.exactOptional(),
  DefinitionSubstitutions: z.record(z.string(), substitution).exactOptional(),
  RoleArn: templateText,
  StateMachineName: templateText.exactOptional(),
  StateMachineType: templateText.exactOptional(),
});

/** Of properties of a state machine that have no effect here. */
export const checkedMachineProperties = z.object({
  LoggingConfiguration: z
    .strictObject({
      Destinations: z
        .array(
          z.strictObject({
            CloudWatchLogsLogGroup: z.strictObject({ LogGroupArn: templateText }).exactOptional(),
          }),
        )
        .exactOptional(),
      IncludeExecutionData: templateFlag.exactOptional(),
      Level: z.enum(['ALL', 'ERROR', 'FATAL', 'OFF']).exactOptional(),
    })
    .exactOptional(),
  TracingConfiguration: z.strictObject({ Enabled: templateFlag.exactOptional() }).exactOptional(),
});
