import type { DroppedCall } from '../foundation/kept-calls.ts';
import type { Caller } from '../foundation/service.ts';
import type { ServiceRouter } from '../foundation/service-router.ts';
import type { Services } from '../services.ts';

/** Makes again what earlier calls made beside the templates, and keeps calls from here on; those that fail now. */
export async function replayCalls(
  { keptCalls }: Services,
  { router, developer }: { router: ServiceRouter; developer: Caller },
): Promise<readonly DroppedCall[]> {
  const dropped: DroppedCall[] = [];
  await keptCalls.replay(
    (service, operation, input) =>
      router.callService(service, operation, input, { ...developer, isSpared: true }),
    (call) => dropped.push(call),
  );
  router.onCall(keptCalls.note);
  return dropped;
}
