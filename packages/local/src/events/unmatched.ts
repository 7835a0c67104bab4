import { editDistance } from '../foundation/edit-distance.ts';
import type { EventBus, Rule } from './bus.ts';
import type { BusEvent } from './event.ts';
import { isJsonList, isJsonObject, type Json, parseJsonObject } from './json.ts';

/** A published event that no enabled rule of its bus matches: it goes nowhere. */
export interface UnmatchedEvent {
  readonly busName: string;
  readonly event: BusEvent;
  /** A rule that does match it, and why it does not count: it is disabled, or of another bus. */
  readonly missed?: { readonly ruleName: string; readonly busName: string; readonly isDisabled: boolean };
  readonly nearest?: NearestRule;
}

/** The enabled rule of the bus that comes nearest, with what it asks for where the event has something else. */
export interface NearestRule {
  readonly ruleName: string;
  readonly detailType?: string;
  readonly source?: string;
}

/** Characters: what is longer has no near misses, and comparing it takes long. */
const LONGEST = 128;
const MOST_RULES = 100;

export function unmatchedEvent(
  bus: EventBus,
  event: BusEvent,
  buses: readonly EventBus[] = [],
): UnmatchedEvent {
  const own = [...bus.rules.values()].filter(({ pattern }) => pattern !== undefined).slice(0, MOST_RULES);
  const missed = missedRule(bus, event, [bus, ...buses.filter((other) => other !== bus)]);
  const [nearest] = own
    .filter(({ state }) => state === 'ENABLED')
    .map((rule) => distanceTo(rule, event))
    .sort((one, other) => one.distance - other.distance);
  return {
    ...{ busName: bus.name, event },
    ...(missed !== undefined && { missed }),
    ...(nearest !== undefined && { nearest: nearest.rule }),
  };
}

function missedRule(
  { arn }: EventBus,
  event: BusEvent,
  buses: readonly EventBus[],
): UnmatchedEvent['missed'] | undefined {
  for (const bus of buses)
    for (const rule of [...bus.rules.values()].slice(0, MOST_RULES)) {
      const isDisabled = rule.state === 'DISABLED';
      if ((isDisabled ? bus.arn === arn : bus.arn !== arn) && rule.pattern?.matches(event) === true)
        return { ruleName: rule.name, busName: bus.name, isDisabled };
    }
  return undefined;
}

function distanceTo(
  { name: ruleName, pattern }: Rule,
  event: BusEvent,
): { readonly distance: number; readonly rule: NearestRule } {
  const asked = parseJsonObject(pattern?.text ?? '{}') ?? {};
  const detailType = nearestText(asked['detail-type'], event['detail-type']);
  const source = nearestText(asked.source, event.source);
  const rule = {
    ruleName,
    ...(detailType !== undefined && { detailType: detailType.text }),
    ...(source !== undefined && { source: source.text }),
  };
  // What `$or` asks for is not looked into: a rule that names its difference comes before.
  const hidden = '$or' in asked ? LONGEST : 0;
  return { distance: hidden + (detailType?.distance ?? 0) + (source?.distance ?? 0), rule };
}

/** The nearest of the texts that a pattern asks for; undefined where the event's own will do, or no text is asked for. */
function nearestText(
  asked: Json | undefined,
  own: string,
): { readonly text: string; readonly distance: number } | undefined {
  const options = (isJsonList(asked) ? asked : []).flatMap(optionsOf);
  if (options.some(({ suits }) => suits(own))) return undefined;
  return options
    .map(({ text }) => ({
      text,
      distance: Math.max(text.length, own.length) > LONGEST ? LONGEST : editDistance(own, text),
    }))
    .sort((one, other) => one.distance - other.distance)[0];
}

interface TextOption {
  readonly text: string;
  readonly suits: (own: string) => boolean;
}

/** Plain texts, and the forms that a near miss can be seen of. */
function optionsOf(value: Json): TextOption[] {
  if (typeof value === 'string') return [{ text: value, suits: (own) => own === value }];
  if (!isJsonObject(value)) return [];
  const { prefix, suffix, 'equals-ignore-case': anyCase } = value;
  const inAnyCase = (form: Json | undefined) => (isJsonObject(form) ? form['equals-ignore-case'] : undefined);
  return [
    ...option(prefix, (own, text) => own.startsWith(text)),
    ...option(suffix, (own, text) => own.endsWith(text)),
    ...option(inAnyCase(prefix), (own, text) => own.toLowerCase().startsWith(text.toLowerCase())),
    ...option(inAnyCase(suffix), (own, text) => own.toLowerCase().endsWith(text.toLowerCase())),
    ...option(anyCase, (own, text) => own.toLowerCase() === text.toLowerCase()),
  ];
}

function option(text: Json | undefined, suits: (own: string, text: string) => boolean): TextOption[] {
  return typeof text === 'string' ? [{ text, suits: (own) => suits(own, text) }] : [];
}
