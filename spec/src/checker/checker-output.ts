import { parseTlaValue, type TlaValue } from './tla-value.ts';

/** A state of the specification: its variables by name. */
export type State = Readonly<Record<string, TlaValue>>;

/** One step of a counterexample: the action that was taken, and the state after it. */
export interface Step {
  readonly action: string;
  readonly state: State;
}

/** What TLC found. */
export interface Exploration {
  /** Distinct states. */
  readonly states: number;
  /** The longest of the shortest ways from the beginning to a state. */
  readonly depth: number;
  /** Every state within the bounds was visited. */
  readonly complete: boolean;
  /** The invariant or the property that was refuted. */
  readonly violated?: string;
  /** From the first state to the one that violates it, the shortest way there is. */
  readonly counterexample?: readonly Step[];
  /** TLC could not go on: what it said. */
  readonly failure?: string;
}

/** TLC's messages when it runs with `-tool`: `@!@!@STARTMSG code:class @!@!@`, text, `@!@!@ENDMSG code @!@!@`. */
const MESSAGE = /@!@!@STARTMSG (\d+):\d+ @!@!@\n([\s\S]*?)\n?@!@!@ENDMSG \1 @!@!@/g;

/** Of tlc2.output.EC. */
const codes = {
  invariantViolated: '2110',
  invariantViolatedAtFirst: '2107',
  propertyViolated: '2116',
  state: '2217',
  stuttering: '2218',
  backToState: '2122',
  statistics: '2199',
  depth: '2194',
  success: '2193',
} as const;

/** Reads what TLC has printed. Text that is cut short is a failure, never a success. */
export function readCheckerOutput(text: string): Exploration {
  const messages = [...text.matchAll(MESSAGE)].map(([, code = '', body = '']) => ({ code, body }));
  const bodyOf = (code: string) => messages.find((message) => message.code === code)?.body;
  const violated =
    bodyOf(codes.invariantViolated)?.match(/Invariant (\w+) is violated/)?.[1] ??
    bodyOf(codes.invariantViolatedAtFirst)?.match(/Invariant (\w+) is violated/)?.[1] ??
    (bodyOf(codes.propertyViolated) === undefined ? undefined : 'ComesToRest');
  const steps = messages.filter(({ code }) => code === codes.state).map(({ body }) => stepOf(body));
  const statistics = messages.findLast(({ code }) => code === codes.statistics)?.body ?? '';
  const complete = bodyOf(codes.success) !== undefined;
  return {
    states: numberIn(statistics, /([\d,]+) distinct states found/),
    depth: numberIn(bodyOf(codes.depth) ?? '', /search is ([\d,]+)/),
    complete,
    ...(violated !== undefined && { violated, counterexample: steps }),
    ...(violated === undefined && !complete && { failure: failureIn(messages, text) }),
  };
}

function failureIn(messages: readonly { readonly body: string }[], text: string): string {
  const error = messages.findLast(({ body }) => /error|exception|out of memory/i.test(body))?.body;
  return (error ?? text.trim().split('\n').at(-1) ?? '').trim().slice(0, 500) || 'TLC printed nothing';
}

function stepOf(body: string): Step {
  const [head = '', ...lines] = body.split('\n');
  const action = head.match(/<(\w+)/)?.[1] ?? 'Init';
  const state: Record<string, TlaValue> = {};
  for (const conjunct of lines.join('\n').split(/^\/\\ /m)) {
    const [name, ...value] = conjunct.split(' = ');
    if (name !== undefined && value.length > 0) state[name.trim()] = parseTlaValue(value.join(' = '));
  }
  return { action, state };
}

function numberIn(text: string, pattern: RegExp): number {
  return Number((text.match(pattern)?.[1] ?? '0').replaceAll(',', ''));
}
