import type { Queue } from './queue.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';
import type { QueueRegistry } from './registry.ts';

/** The queues whose redrive policy names this one. */
export function sourcesOf(queues: QueueRegistry, target: Queue): Queue[] {
  return queues
    .all()
    .filter(
      (queue) => parseRedrivePolicy(queue.attributes.RedrivePolicy)?.deadLetterTargetArn === target.arn,
    );
}
