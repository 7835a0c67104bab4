import type { Terminal } from '../terminal.ts';
import { type Paint, painter } from './paint.ts';
import { type Column, table } from './table.ts';

/** Prints results: tables and sentences for people, one JSON object a line for programs. */
export interface Printer {
  readonly json: boolean;
  readonly paint: Paint;
  /** Rows; `none` is said to people where there is none. */
  rows<Row extends object>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): void;
  /** One result: for programs the object, for people the text. */
  result(value: object, text: string): void;
  /** For people alone. */
  note(text: string): void;
}

export function createPrinter(terminal: Terminal, json: boolean): Printer {
  const paint = painter(terminal.hasColours && !json);
  const line = (value: object) => terminal.out(`${JSON.stringify(value)}\n`);
  return {
    json,
    paint,
    rows(rows, columns, none) {
      if (json) for (const row of rows) line(row);
      else if (rows.length === 0) terminal.out(`${none}\n`);
      else
        terminal.out(
          table(rows, columns, { columns: terminal.isTerminal ? terminal.columns : 10_000, paint }),
        );
    },
    result(value, text) {
      if (json) line(value);
      else terminal.out(`${text}\n`);
    },
    note(text) {
      if (!json) terminal.err(`${paint('dim', text)}\n`);
    },
  };
}
