/** Sizes in pixels, for the font sizes of `element/styles.ts`. */
export const stateHeight = 46;
export const containerHeader = 46;
export const containerPadding = 14;
/** Between the branches of a Parallel state. */
export const partGap = 18;

const nameCharacter = 8.3;
const labelCharacter = 6.1;
const narrowest = 132;
const widest = 300;
const widestLabel = 220;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A state's box: its name, the line below, and beside them room for the marks of how it stands. */
export function stateSize(name: string, line: string): Size {
  const width = Math.max(name.length * nameCharacter + 62, line.length * labelCharacter + 76);
  return { width: Math.min(widest, Math.max(narrowest, width)), height: stateHeight };
}

export function labelSize(label: string): Size {
  if (label === '') return { width: 0, height: 0 };
  return { width: Math.min(widestLabel, label.length * labelCharacter + 12), height: 18 };
}

/** The text as far as it fits, with an ellipsis where it does not. */
export function fitName(name: string, width: number): string {
  return fit(name, Math.floor((width - 56) / nameCharacter));
}

export function fitLabel(label: string): string {
  return fit(label, Math.floor((widestLabel - 12) / labelCharacter));
}

function fit(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(1, most - 1)).join('')}…`;
}
