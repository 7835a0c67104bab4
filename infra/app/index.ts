export { type CallbackRelayAppProps, callbackRelayApp, stages } from './callback-relay-app.ts';
export { RequesterStack, type RequesterStackProps } from './requester-stack.ts';
export { type Synthesis, type SynthesisOptions, type SynthesizedTemplate, synthesize } from './synthesis.ts';
export { WorkerStack, type WorkerStackProps } from './worker-stack.ts';
