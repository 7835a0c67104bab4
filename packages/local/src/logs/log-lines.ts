/** A line that a function printed, as CloudWatch Logs keeps it. */
export interface LogLine {
  /** Rises by the order in which lines were printed. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly functionName: string;
  readonly stream: string;
  readonly message: string;
}

export interface LogLines {
  add(line: Omit<LogLine, 'id'>): void;
  /** Lines of a function after one with that ID, oldest first. */
  of(functionName: string, after?: number): readonly LogLine[];
}

/** Keeps the newest lines of all functions together, and forgets the oldest. */
export function createLogLines(most: number): LogLines {
  const lines: LogLine[] = [];
  let last = 0;
  return {
    add(line) {
      last += 1;
      lines.push({ id: last, ...line });
      // In large steps, so that a busy system does not move every line for each new one.
      if (lines.length > most * 1.25) lines.splice(0, lines.length - most);
    },
    of: (functionName, after = 0) =>
      lines.filter((line) => line.functionName === functionName && line.id > after),
  };
}
