import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import { type Parcel, parcels } from './parcels-contract.ts';

function pack(orderId: string, note?: string): Parcel {
  return { parcelId: `parcel-${orderId}`, grams: 250, ...(note === undefined ? {} : { note }) };
}

export const handler = lambdaWorker(
  defineWorker({
    contract: parcels,
    handle: ({ orderId, note }, { failure }) => {
      if (orderId === 'none') throw failure('OutOfStock');
      return pack(orderId, note);
    },
  }),
);
