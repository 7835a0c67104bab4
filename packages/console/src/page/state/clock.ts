import { signal } from '@preact/signals';

/** How far the server's clock is ahead of this machine's: the local runtime's may be moved on. */
let ahead = 0;

/** The server's time, in milliseconds since the epoch; it moves every second. */
export const now = signal(Date.now());

export function setServerTime(time: number): void {
  ahead = time - Date.now();
  now.value = time;
}

setInterval(() => {
  now.value = Date.now() + ahead;
}, 1000);
