/** Programs send the same few expressions again and again: each is parsed once. */
const MOST_KEPT = 500;

/** The function, with its latest results by their text. */
export function kept<Parsed>(parse: (text: string) => Parsed): (text: string) => Parsed {
  const results = new Map<string, Parsed>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const parsed = parse(text);
    if (results.size >= MOST_KEPT) for (const oldest of results.keys().take(1)) results.delete(oldest);
    results.set(text, parsed);
    return parsed;
  };
}
