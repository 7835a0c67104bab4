// What the packages use of node:diagnostics_channel, where there is no Node.

type Listener = (message: unknown, name: string) => void;

export function channel(name: string) {
  const listeners = new Set<Listener>();
  return {
    get hasSubscribers() {
      return listeners.size > 0;
    },
    publish(message: unknown) {
      for (const listener of listeners) listener(message, name);
    },
    subscribe: (listener: Listener) => void listeners.add(listener),
    unsubscribe: (listener: Listener) => listeners.delete(listener),
  };
}
