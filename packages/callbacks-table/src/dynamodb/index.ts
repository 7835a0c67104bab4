export { dynamodbCallbackStore } from './callback-store.ts';
export { dynamodbOpeningStore } from './opening-store.ts';
