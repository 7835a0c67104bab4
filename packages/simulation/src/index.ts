export { type Burst, burst } from './figures/burst.ts';
export { type CallsPerCallback, callsPerCallback } from './figures/calls-per-callback.ts';
