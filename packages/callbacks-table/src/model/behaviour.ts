export { behavesAsCallbackStore, type CallbackStoreUnderTest } from './callback-store.behaviour.ts';
export { rows as sampleRows } from './callback-store.cases.ts';
export { behavesAsOpeningStore, type OpeningStoreUnderTest } from './opening-store.behaviour.ts';
