export { behavesAsCallbackStore, type CallbackStoreUnderTest } from './callback-store.behaviour.ts';
export { behavesAsOpeningStore, type OpeningStoreUnderTest } from './opening-store.behaviour.ts';
export { rows as sampleRows } from './sample-rows.cases.ts';
