import type { EventBus } from './bus.ts';
import type { BusEvent } from './event.ts';
import { isJsonList, isJsonObject, type Json, parseJsonObject } from './json.ts';

/** A published event that no rule of its bus matches: it goes nowhere. */
export interface UnmatchedEvent {
  readonly busName: string;
  readonly event: BusEvent;
  /** The detail-type nearest to the event's own among those that the bus's rules ask for. */
  readonly nearest?: { readonly ruleName: string; readonly detailType: string };
}

/** Characters: what is longer has no near misses, and comparing it takes long. */
const LONGEST_DETAIL_TYPE = 128;
const MOST_CANDIDATES = 300;

export function unmatchedEvent(bus: EventBus, event: BusEvent): UnmatchedEvent {
  const own = event['detail-type'];
  const wanted = [...bus.rules.values()]
    .flatMap((rule) =>
      detailTypesOf(rule.pattern?.text ?? '{}').map((detailType) => ({ ruleName: rule.name, detailType })),
    )
    .filter(({ detailType }) => Math.max(own.length, detailType.length) <= LONGEST_DETAIL_TYPE)
    .slice(0, MOST_CANDIDATES);
  const byDistance = wanted
    .map((candidate) => ({ candidate, distance: editDistance(own, candidate.detailType) }))
    .sort((one, other) => one.distance - other.distance);
  const nearest = byDistance[0]?.candidate;
  return { busName: bus.name, event, ...(nearest !== undefined && { nearest }) };
}

/** The texts that a pattern asks of `detail-type`, plain or by prefix, suffix and the like. */
function detailTypesOf(pattern: string): string[] {
  const { 'detail-type': asked = [] } = parseJsonObject(pattern) ?? {};
  return (isJsonList(asked) ? asked : []).flatMap((value) =>
    isJsonObject(value) ? Object.values(value).filter(isText) : [value].filter(isText),
  );
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

/** Levenshtein's, row by row. */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
