/** A figure of one run, as far as it is drawn. */
interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
}

export interface FigureHistory {
  readonly name: string;
  readonly unit: string;
  /** Oldest first. */
  readonly points: readonly { readonly commit: string; readonly at: string; readonly value: number }[];
}

/** The lines that `pnpm bench --json` appends, by figure: what each was at which commit. @throws Error for a line that is not JSON */
export function historiesOf(lines: string): FigureHistory[] {
  const histories = new Map<string, { unit: string; points: FigureHistory['points'][number][] }>();
  for (const line of lines.split('\n').filter((each) => each !== '')) {
    const { commit, at, figures } = JSON.parse(line) as { commit: string; at: string; figures: Figure[] };
    for (const { name, unit, ours } of figures) {
      const history = histories.get(name) ?? { unit, points: [] };
      history.points.push({ commit, at, value: ours });
      histories.set(name, history);
    }
  }
  return [...histories].map(([name, history]) => ({ name, ...history }));
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The points of an SVG polyline, from zero at the bottom to the largest value at the top. */
export function polylineOf({ points }: FigureHistory, { width, height }: Size): string {
  const most = Math.max(...points.map(({ value }) => value), Number.MIN_VALUE);
  const step = width / Math.max(1, points.length - 1);
  return points
    .map(({ value }, at) => `${round(at * step)},${round(height - (height * Math.max(0, value)) / most)}`)
    .join(' ');
}

const round = (value: number) => Math.round(value * 10) / 10;
