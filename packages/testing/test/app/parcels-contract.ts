import { defineContract } from '@callback-relay/contract';
import * as v from 'valibot';

/** What the worker's own code works with; the schemas below describe the same. */
export interface Parcel {
  readonly parcelId: string;
  readonly grams: number;
  readonly note?: string;
}

export const parcels = defineContract({
  name: 'parcels',
  request: v.object({ orderId: v.string(), note: v.exactOptional(v.string()) }),
  output: v.object({ parcelId: v.string(), grams: v.number(), note: v.exactOptional(v.string()) }),
  errors: { OutOfStock: 'There is none left.' },
});
