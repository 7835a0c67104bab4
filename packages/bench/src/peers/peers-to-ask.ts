import type { Peer } from './callbacks.ts';
import { localstack } from './localstack/localstack-peer.ts';
import { restate } from './restate/restate-peer.ts';
import { temporal } from './temporal/temporal-peer.ts';

/** In the order in which they are asked. */
export const peersToAsk: readonly Peer[] = [restate, temporal, localstack];
