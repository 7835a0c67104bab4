/**
 * What stands for `@smithy/core/event-streams` in a bundle whose services never answer with a stream of events. The
 * SDK imports it once such an answer comes. That import alone, though it never runs, makes esbuild wrap each module
 * of `@smithy/core` in a closure: 20 kB, and a tenth of the time that the relay takes to import.
 */
throw new Error('event streams were left out of this bundle');
