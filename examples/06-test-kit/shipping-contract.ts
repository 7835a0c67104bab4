import { defineContract } from '@callback-relay/contract';
import * as z from 'zod';

/** What the shop and the carrier agree on: both import this file. */
export const shipping = defineContract({
  name: 'carrier',
  request: z.object({ parcel: z.string(), address: z.object({ city: z.string() }) }),
  output: z.object({ trackingNumber: z.string() }),
  errors: { NoSuchAddress: 'The parcel came back.' },
  progress: z.object({ at: z.string() }),
});
