/** One line of `pnpm bench --json`. */
export interface Figure {
  /** `benchmark.figure`, in words joined by dots and dashes. */
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** What people would use instead, measured in the same run, or another size of ours to hold it against. */
  readonly others: Readonly<Record<string, number>>;
  /** Ours over the first of the others, or what the name says; null where there is nothing to hold it against. */
  readonly ratio: number | null;
  /** Samples behind `ours`. */
  readonly runs: number;
  /** Of ours, in its unit: the width of the middle half of the samples; 0 of what is counted. */
  readonly spread: number;
}

/** What a figure has to be. Only `ratio` and `ours` are held to anything. */
export interface Target {
  readonly of: 'ours' | 'ratio';
  readonly most?: number;
  readonly least?: number;
}

/** A figure, and its target where it has one. */
export interface Finding {
  readonly figure: Figure;
  readonly target?: Target;
}

/** A figure with the members that most have. Numbers are rounded to what they are worth. */
export function figure(
  name: string,
  unit: string,
  ours: number,
  more: Partial<Omit<Figure, 'name' | 'unit' | 'ours'>> = {},
): Figure {
  const others = Object.entries(more.others ?? {}).map(([other, value]) => [other, rounded(value)]);
  const [first] = Object.values(more.others ?? {});
  const ratio = more.ratio === undefined && first !== undefined ? ours / first : (more.ratio ?? null);
  return {
    name,
    unit,
    ours: rounded(ours),
    others: Object.fromEntries(others),
    ratio: ratio === null ? null : rounded(ratio),
    runs: more.runs ?? 1,
    spread: rounded(more.spread ?? 0),
  };
}

export function isMet({ figure: { ours, ratio }, target }: Finding): boolean {
  if (target === undefined) return true;
  const value = target.of === 'ours' ? ours : (ratio ?? Number.NaN);
  return (
    value <= (target.most ?? Number.POSITIVE_INFINITY) && value >= (target.least ?? Number.NEGATIVE_INFINITY)
  );
}

/** Four significant digits, and integers in full. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}
