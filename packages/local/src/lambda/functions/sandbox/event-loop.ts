import type { MessagePort } from 'node:worker_threads';

/** What the thread still has to do. Its port keeps it alive between two invocations. */
export interface EventLoop {
  /** Something is under way that only the port would show; what is given back ends it. */
  hold(): () => void;
  /** Calls the listener once, when nothing is left to do, and lets the thread live on; what is given back ends the waiting. */
  onEmpty(listener: () => void): () => void;
}

export function watchEventLoop(port: Pick<MessagePort, 'ref' | 'unref'>): EventLoop {
  let held = 0;
  let listener: (() => void) | undefined;
  let isLetGo = false;

  function update(): void {
    const isEnough = listener !== undefined && held === 0;
    if (isEnough === isLetGo) return;
    isLetGo = isEnough;
    if (isEnough) port.unref();
    else port.ref();
  }

  function empty(): void {
    const call = listener;
    stop();
    call?.();
  }

  function stop(): void {
    listener = undefined;
    process.off('beforeExit', empty);
    update();
  }

  return {
    hold() {
      held += 1;
      update();
      return () => {
        held -= 1;
        update();
      };
    },
    onEmpty(next) {
      stop();
      listener = next;
      process.on('beforeExit', empty);
      update();
      return () => {
        if (listener === next) stop();
      };
    },
  };
}
