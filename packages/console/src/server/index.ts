export { type Console, type ConsoleOptions, createConsole } from './create-console.ts';
export { type RunningConsole, startConsole } from './start-console.ts';
