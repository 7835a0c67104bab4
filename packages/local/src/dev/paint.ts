import { styleText } from 'node:util';
import { type Hop, shortId } from './hop.ts';

/** Distinct, and readable on dark and light. */
const idColours = ['cyan', 'magenta', 'yellow', 'blue', 'green', 'cyanBright', 'magentaBright'] as const;

const tones = { plain: 'reset', good: 'green', bad: 'red', quiet: 'dim' } as const;

const ID_WIDTH = 20;
const ACTOR_WIDTH = 24;

type Colour = (typeof idColours)[number] | (typeof tones)[Hop['tone']];
export type Paint = (colour: Colour, text: string) => string;

/** Colours for a terminal, none for a file or a pipe. */
export function painter(isTerminal: boolean): Paint {
  return (colour, text) => (isTerminal ? styleText(colour, text, { validateStream: false }) : text);
}

/**
 * One line: time, callback, who, what. The lines of one callback have one colour. What all names begin with tells
 * nothing, and is left out.
 */
export function hopLine(hop: Hop, at: number, paint: Paint, prefix = ''): string {
  const brief = (text: string) => (prefix === '' ? text : text.replaceAll(prefix, ''));
  const time = `${new Date(at).toTimeString().slice(0, 8)}.${String(at % 1000).padStart(3, '0')}`;
  const id = hop.correlationId === undefined ? '' : shortId(hop.correlationId);
  const painted = paint(colourOf(id), id.padEnd(ID_WIDTH));
  return `${paint('dim', time)}  ${painted}  ${brief(hop.actor).padEnd(ACTOR_WIDTH)}  ${paint(tones[hop.tone], brief(hop.text))}`;
}

function colourOf(id: string): Colour {
  const sum = [...id].reduce((total, character) => total + character.charCodeAt(0), 0);
  return idColours[sum % idColours.length] ?? 'reset';
}

/** What all names begin with, up to a hyphen: the app and its stage. */
export function commonPrefix([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return '';
  let length = 0;
  while (length < first.length && others.every((name) => name[length] === first[length])) length += 1;
  return first.slice(0, first.lastIndexOf('-', length - 1) + 1);
}
