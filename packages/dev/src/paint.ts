import { stripVTControlCharacters, styleText } from 'node:util';
import type { ChaosFault } from '@callback-relay/local';
import { nameOf, shortId, shortName, type TraceStep } from './trace/trace-step.ts';

/** Distinct, and readable on dark and light. */
const idColours = ['cyan', 'magenta', 'yellow', 'blue', 'green', 'cyanBright', 'magentaBright'] as const;

const tones = { plain: 'reset', good: 'green', bad: 'red', quiet: 'dim' } as const;

const ID_WIDTH = 20;
const ACTOR_WIDTH = 24;
const EXECUTION_WIDTH = 8;
/** What goes on for longer says it in the first characters, and hides the lines around it; `--json` has the whole. */
const LONGEST_TEXT = 2000;

type Colour = (typeof idColours)[number] | (typeof tones)[TraceStep['tone']];
export type Paint = (colour: Colour, text: string) => string;

/**
 * Colours for a terminal, none for a file or a pipe, nor where NO_COLOR is set (https://no-color.org). FORCE_COLOR decides
 * before either, as with Node.js: 0 and false want none, all else wants them.
 */
export function painter(isTerminal: boolean, environment: NodeJS.ProcessEnv = {}): Paint {
  const { FORCE_COLOR: forced, NO_COLOR: none } = environment;
  const coloured = forced === undefined ? isTerminal && !none : forced !== '0' && forced !== 'false';
  return (colour, text) => (coloured ? styleText(colour, text, { validateStream: false }) : text);
}

/**
 * One line: time, callback, execution, who, what. The lines of one callback have one colour. What all names begin with
 * says nothing, and is left out.
 */
export function stepLine(step: TraceStep, at: number, paint: Paint, prefix = ''): string {
  const brief = (text: string) => oneLine(prefix === '' ? text : text.replaceAll(prefix, ''));
  const id = idText(step.correlationIds);
  const execution = step.executionArn === undefined ? '' : shortName(nameOf(step.executionArn));
  return [
    timeText(paint, at),
    paint(colourOf(id), id.padEnd(ID_WIDTH)),
    execution.padEnd(EXECUTION_WIDTH),
    brief(step.actor).padEnd(ACTOR_WIDTH),
    paint(tones[step.tone], brief(step.text)),
  ].join('  ');
}

/** A step is one line. What a function or an error says may have several, and colours or orders for a terminal. */
function oneLine(text: string): string {
  const more = text.length - LONGEST_TEXT;
  if (more > 0)
    return `${oneLine(text.slice(0, LONGEST_TEXT))} … and ${more.toLocaleString('en')} more characters`;
  return stripVTControlCharacters(text)
    .trimEnd()
    .replaceAll(/\s*\r?\n\s*/g, ' | ')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** A fault of chaos, beside the steps. */
export function chaosLine(
  { fault, at: where, call, milliseconds }: ChaosFault,
  at: number,
  paint: Paint,
): string {
  const what = milliseconds === undefined ? fault : `${fault} of ${milliseconds} ms`;
  return `${timeText(paint, at)}  ${paint('yellow', `chaos: ${what}, ${where}, number ${call}`)}`;
}

function timeText(paint: Paint, at: number): string {
  return paint('dim', `${new Date(at).toTimeString().slice(0, 8)}.${String(at % 1000).padStart(3, '0')}`);
}

/** The newest callback, and how many others there are. */
function idText(correlationIds: readonly string[]): string {
  const newest = correlationIds.at(-1);
  if (newest === undefined) return '';
  const others = correlationIds.length - 1;
  return others === 0 ? shortId(newest) : `${shortId(newest)} +${others}`;
}

function colourOf(id: string): Colour {
  const sum = [...id].reduce((total, character) => total + character.charCodeAt(0), 0);
  return idColours[sum % idColours.length] ?? 'reset';
}

/** What most names begin with, up to a hyphen: the app and its stage. */
export function commonPrefix(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names)
    for (let at = name.indexOf('-'); at >= 0; at = name.indexOf('-', at + 1))
      counts.set(name.slice(0, at + 1), (counts.get(name.slice(0, at + 1)) ?? 0) + 1);
  const most = [...counts].filter(([, count]) => count > 1 && count * 2 > names.length);
  return most.map(([prefix]) => prefix).sort((one, other) => other.length - one.length)[0] ?? '';
}
