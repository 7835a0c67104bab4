/**
 * One instance of a Lambda function, or one process of a worker. When it crashes nothing in it goes on: calls under
 * way get no answer, and later ones are never made. What it left on the heap is unreachable and collected.
 */
export interface Instance {
  /** Whose code runs here: `relay`, `requester`, `worker` … */
  readonly role: string;
  /** The role and a number, for the trace. */
  readonly name: string;
  /** The account that it runs in; EventBridge writes it on the envelope. */
  readonly account: string;
  isAlive(): boolean;
  crash(): void;
  /** Calls back when it crashes. */
  onCrash(listener: () => void): void;
}

export function instance(role: string, number: number, account: string): Instance {
  const listeners: (() => void)[] = [];
  let alive = true;
  return {
    role,
    name: `${role}#${number}`,
    account,
    isAlive: () => alive,
    crash() {
      if (!alive) return;
      alive = false;
      for (const listener of listeners) listener();
    },
    onCrash: (listener) => {
      listeners.push(listener);
    },
  };
}
