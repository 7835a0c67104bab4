import { type Paint, plain } from './paint.ts';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | undefined;
  /** Shortened where the terminal is too narrow; the others stay whole. */
  readonly shrinks?: boolean;
}

const narrowest = 8;

/** Rows below a line of titles, in columns as wide as their longest text. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { columns: width, paint }: { readonly columns: number; readonly paint: Paint },
): string {
  const cells = rows.map((row) => columns.map(({ value }) => plain(String(value(row) ?? ''))));
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...cells.map((row) => lengthOf(row[at] ?? ''))),
  );
  shrink(widths, columns, width);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => pad(fit(text, widths[at] ?? 0), widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const titles = paint('dim', line(columns.map(({ title }) => title.toUpperCase())));
  return `${[titles, ...cells.map(line)].join('\n')}\n`;
}

function shrink(widths: number[], columns: readonly Column<never>[], width: number): void {
  const total = () => widths.reduce((sum, each) => sum + each + 2, -2);
  const shrinking = columns.flatMap(({ shrinks }, at) => (shrinks === true ? [at] : []));
  while (total() > width) {
    const widest = shrinking.reduce<number | undefined>(
      (best, at) => (best === undefined || (widths[at] ?? 0) > (widths[best] ?? 0) ? at : best),
      undefined,
    );
    if (widest === undefined || (widths[widest] ?? 0) <= narrowest) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function fit(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - lengthOf(text)));
}

function lengthOf(text: string): number {
  return [...text].length;
}
