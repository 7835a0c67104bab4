export { callbackReader } from './callback-reader.ts';
export { dynamodbCallbackStore } from './callback-store.ts';
export { dynamodbOpeningStore } from './opening-store.ts';
export { attributesOfRow, rowOf } from './row-codec.ts';
