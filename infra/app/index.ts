export { callbackRelayApp } from './callback-relay-app.ts';
export { RequesterStack, type RequesterStackProps } from './requester-stack.ts';
export { type Synthesis, type SynthesisOptions, type SynthesizedTemplate, synthesize } from './synthesis.ts';
export { type CallbackRelayAppProps, stages } from './unchecked-app.ts';
export { WorkerStack, type WorkerStackProps } from './worker-stack.ts';
