/** Where the session speaks: results on `out`, progress on `progress`. */
export interface Voice {
  out(text: string): void;
  progress(text: string): void;
  readonly isTerminal: boolean;
}
