export type { Output, Resource } from './assembly/assembly.ts';
export { AssemblyError } from './assembly/assembly-error.ts';
export type { ClientConfig, EventToPublish, Local } from './boot/local.ts';
export type { LogEntry } from './boot/log.ts';
export type { EventFilter, PublishedEvent } from './boot/published-events.ts';
export type { QueueMessage, ReceiveMessage, ReceiveOptions } from './boot/receive-message.ts';
export type { Reloaded } from './boot/reload.ts';
export { type LocalOptions, localAccount, PortInUseError, startLocal } from './boot/start-local.ts';
export { DataFolderError } from './foundation/data/data-folder.ts';
