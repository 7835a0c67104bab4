import {
  GetEventSourceMappingCommand,
  type LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { eventually } from './eventually.ts';

const SETTLES_WITHIN_MS = 120_000;

/** Enables or disables an event source mapping, and waits until it is so: a function that is up, or down. */
export async function setMapping(lambda: LambdaClient, UUID: string, Enabled: boolean): Promise<void> {
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  const wanted = Enabled ? 'Enabled' : 'Disabled';
  await eventually(`event source mapping ${UUID} to be ${wanted}`, SETTLES_WITHIN_MS, async () => {
    const { State } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    return State === wanted ? true : undefined;
  });
}
