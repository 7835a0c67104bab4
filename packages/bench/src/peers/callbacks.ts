/** Something that can open a callback and have it answered from outside. */
export interface Callbacks {
  /** Resolves when the waiting execution goes on. */
  openAndAnswer(): Promise<void>;
  close(): Promise<void>;
}

/** A system that is asked for the same as ours. */
export interface Peer {
  readonly name: string;
  /** What is started, with its version, for people. */
  readonly says: string;
  /**
   * Installs it where it is not there yet, and starts it; it keeps what it answers in files below `dataDir` if it can.
   * @throws Error that says why it cannot be had here
   */
  start(dataDir: string, progress: (line: string) => void): Promise<Callbacks>;
}
