import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import type { Faults } from '../foundation/faults.ts';

const count = z.int().min(1).max(1_000_000).optional();
const call = { service: z.string(), operation: z.string(), count };

const faultSchema = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('throttle'), ...call }),
  z.strictObject({ fault: z.literal('lose-answer'), ...call }),
  z.strictObject({ fault: z.literal('delay'), ...call, milliseconds: z.number().min(0).max(3_600_000) }),
  z.strictObject({ fault: z.literal('duplicate'), service: z.enum(['sqs', 'events']), count }),
  z.strictObject({ fault: z.literal('crash'), functionName: z.string() }),
  z.strictObject({ fault: z.literal('chaos'), seed: z.int().min(0) }),
  z.strictObject({ fault: z.literal('clear') }),
]);

/**
 * What the body of `POST /_local/faults` asks for.
 * @throws AwsError ValidationException
 */
export function readFault(input: unknown): (faults: Faults) => void {
  const parsed = faultSchema.safeParse(input);
  if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
  const { data } = parsed;
  switch (data.fault) {
    case 'throttle':
      return (faults) => faults.throttle(data.service, data.operation, data.count);
    case 'lose-answer':
      return (faults) => faults.loseAnswer(data.service, data.operation, data.count);
    case 'delay':
      return (faults) => faults.delay(data.service, data.operation, data.milliseconds, data.count);
    case 'duplicate':
      return (faults) => faults.duplicate(data.service, data.count);
    case 'crash':
      return (faults) => faults.crashNextInvocation(data.functionName);
    case 'chaos':
      return (faults) => faults.chaos(data.seed);
    case 'clear':
      return (faults) => faults.clear();
  }
}
