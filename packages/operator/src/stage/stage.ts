import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { NamingScheme } from '@callback-relay/contract/names';
import { attempt } from '../operator-error.ts';
import { type ClientSettings, type Clients, createClients } from './clients.ts';
import { type StageNames, stageNames } from './names.ts';

/** A stage of Callback Relay, and how its resources are reached. */
export interface Stage {
  readonly name: string;
  readonly names: StageNames;
  readonly clients: Clients;
  /** Of the endpoint where it is not AWS's own. */
  readonly endpoint?: string;
  /** Who the credentials are of; asked once. */
  readonly caller: () => Promise<CallerIdentity>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface CallerIdentity {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, … */
  readonly partition: string;
}

export interface StageSettings extends ClientSettings {
  readonly stage: string;
  /** The one that the stage was deployed with, where it was given one. */
  readonly naming?: NamingScheme;
  readonly now?: () => number;
}

export function createStage({ stage, naming, now = Date.now, ...settings }: StageSettings): Stage {
  const names = stageNames(stage, naming);
  const clients = createClients(settings);
  let caller: Promise<CallerIdentity> | undefined;
  return {
    name: stage,
    names,
    clients,
    now,
    ...(settings.endpoint !== undefined && { endpoint: settings.endpoint }),
    caller() {
      // A failed look is not kept: credentials may be renewed while a page is open.
      caller ??= identify(clients).catch((error) => {
        caller = undefined;
        throw error;
      });
      return caller;
    },
  };
}

async function identify({ sts, dynamodb }: Clients): Promise<CallerIdentity> {
  return attempt('asking who calls', async () => {
    const { Arn: arn = '', Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { arn, account, region: await dynamodb.config.region(), partition: arn.split(':')[1] || 'aws' };
  });
}
