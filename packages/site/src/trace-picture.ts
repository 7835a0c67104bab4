import { type Lane, lanes, type TraceEntry } from '@callback-relay/simulation/browser/lanes';

/** A trace as lines and points: time runs down, one lane for each part of the system. Pixels. */
export interface TracePicture {
  readonly width: number;
  readonly height: number;
  /** Where the texts begin. */
  readonly textAt: number;
  readonly lanes: readonly { readonly name: Lane; readonly x: number }[];
  readonly steps: readonly TraceStep[];
}

export interface TraceStep {
  readonly y: number;
  readonly from: number;
  /** Left out where no service is called. */
  readonly to?: number;
  readonly time: string;
  readonly text: string;
  /** The whole of it. */
  readonly title: string;
  readonly isFault: boolean;
}

const laneWidth = 88;
const rowHeight = 20;
const headHeight = 40;
const textWidth = 720;
const mostCharacters = 110;

export function pictureOf(entries: readonly TraceEntry[]): TracePicture {
  const textAt = lanes.length * laneWidth + 8;
  return {
    width: textAt + textWidth,
    height: headHeight + entries.length * rowHeight,
    textAt,
    lanes: lanes.map((name) => ({ name, x: xOf(name) })),
    steps: entries.map(({ at, who, what, from, to, isFault }, index) => ({
      y: headHeight + index * rowHeight,
      // What happens to the whole stands at the left edge.
      from: from === undefined ? 4 : xOf(from),
      ...(to !== undefined && { to: xOf(to) }),
      time: `${(at / 1000).toFixed(3)} s`,
      text: `${who}: ${what.length > mostCharacters ? `${what.slice(0, mostCharacters - 1)}…` : what}`,
      title: `${who}: ${what}`,
      isFault,
    })),
  };
}

function xOf(lane: Lane): number {
  return (lanes.indexOf(lane) + 0.5) * laneWidth;
}
