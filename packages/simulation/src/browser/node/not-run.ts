// Modules of Node that are loaded with the packages, for clients and logs that a simulated run has none of.

export class AsyncLocalStorage {}
export class Console {}
export class EventEmitter {}
