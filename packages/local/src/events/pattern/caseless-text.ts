/** Tests of a text against one that is given without regard to case. */
export interface CaselessText {
  equals(text: string): boolean;
  begins(text: string): boolean;
  ends(text: string): boolean;
}

type Forms = readonly string[];

/**
 * As EventBridge does it: each character of the pattern stands for its small and its capital form, and a form may be
 * longer than the other (ß and SS). Places are followed side by side, so that the time has a bound.
 */
export function caselessText(pattern: string): CaselessText {
  const forms = [...pattern].map((character) => [
    ...new Set([character.toLowerCase(), character.toUpperCase()]),
  ]);
  const backwards = forms.toReversed();
  const after = (text: string) =>
    follow(forms, 0, (form, place) => (text.startsWith(form, place) ? place + form.length : undefined));
  const before = (text: string) =>
    follow(backwards, text.length, (form, place) =>
      text.endsWith(form, place) ? place - form.length : undefined,
    );
  return {
    equals: (text) => after(text).has(text.length),
    begins: (text) => after(text).size > 0,
    ends: (text) => before(text).size > 0,
  };
}

/** The places in a text that the characters lead to, one after the other. */
function follow(
  characters: readonly Forms[],
  from: number,
  step: (form: string, place: number) => number | undefined,
): ReadonlySet<number> {
  let places = new Set([from]);
  for (const forms of characters) {
    const reached = [...places].flatMap((place) => forms.map((form) => step(form, place)));
    places = new Set(reached.filter((place) => place !== undefined));
  }
  return places;
}
