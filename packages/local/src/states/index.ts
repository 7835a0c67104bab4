export { createStates, type HistoryListener, type States, type StatesOptions } from './create-states.ts';
export type { HistoryEvent } from './history/event.ts';
export type { StatusChangeEvent } from './history/status-change.ts';
export { type Ids, systemIds } from './ids.ts';
export { createMemoryStore } from './store/memory-store.ts';
export type { StatesStore } from './store/states-store.ts';
export { createStoredStates } from './store/stored-states.ts';
