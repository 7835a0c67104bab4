/** A group that repeats and has an alternation or a repetition in it, a reference to a group, a look around. */
const MAY_NOT_END = /\([^()]*[*+{|][^()]*\)\s*[*+{]|\\[1-9k]|\(\?(?:=|!|<[=!])/;

/** With one repetition the time grows with the length of the text, with two by its square, and so on. */
const MOST_REPETITIONS = 2;

/**
 * A regular expression of a filter, for the whole text. One whose time could grow beyond all bounds is refused: it
 * would hold the whole runtime.
 */
export const boundedPattern = (source: string, flags: string): RegExp => {
  const repetitions = source.replace(/\\.|\[[^\]]*\]/g, '.').match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  if (MAY_NOT_END.test(source) || repetitions > MOST_REPETITIONS)
    throw new Error(`the regular expression /${source}/ is not supported by the local runtime`);
  return new RegExp(`^(?:${source})$`, flags);
};
