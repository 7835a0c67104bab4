export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'dim' | 'bold';

const codes: Readonly<Record<Colour, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 };

export type Paint = (colour: Colour, text: string) => string;

export function painter(hasColours: boolean): Paint {
  return (colour, text) => (hasColours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
}

/** Control characters, and marks that turn the direction of text, could make a terminal show what is not there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const hidden = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from outside, on one line and without anything that acts on the terminal. */
export function plain(text: string): string {
  return text.replace(hidden, (character) => (character === '\n' || character === '\t' ? ' ' : '�'));
}
