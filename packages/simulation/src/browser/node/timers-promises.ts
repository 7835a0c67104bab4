// What the packages use of node:timers/promises, where there is no Node.

const { port1: here, port2: there } = new MessageChannel();
const waiting: (() => void)[] = [];
here.addEventListener('message', () => waiting.shift()?.());
here.start();

/** The next macrotask. A message comes at once, where a timer of a browser rests for 4 ms. */
export function setImmediate(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    there.postMessage(undefined);
  });
}
