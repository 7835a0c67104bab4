import { EventEmitter } from 'node:events';

/** As much of a connected socket as HTTP clients ask a request for. Nothing goes over it, but time-outs run. */
export class DirectSocket extends EventEmitter {
  readonly connecting = false;
  destroyed = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param milliseconds 0 for never */
  setTimeout(milliseconds: number, onTimeout?: () => void): this {
    clearTimeout(this.#timer);
    if (onTimeout !== undefined) this.once('timeout', onTimeout);
    if (milliseconds > 0) this.#timer = setTimeout(() => this.emit('timeout'), milliseconds).unref();
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  destroy(): this {
    this.destroyed = true;
    clearTimeout(this.#timer);
    return this;
  }
}
