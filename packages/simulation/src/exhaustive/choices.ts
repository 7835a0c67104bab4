import type { Schedule } from './schedule.ts';

/** One choice that was made, of so many ways. */
export interface Choice {
  readonly chosen: number;
  readonly ways: number;
}

/** The choices of one run: it follows `path` and then takes the first way each time. Runs with longer paths take what it leaves. */
export interface Choices {
  readonly taken: readonly Choice[];
  /** Whether what comes next is on the path. */
  isFollowing(): boolean;
  /** One of `ways`, from 0 up. */
  choose(ways: number): number;
  /** Whether the path had a choice that there was not. */
  isLost(): boolean;
}

export function createChoices(path: Schedule): Choices {
  const taken: Choice[] = [];
  let isLost = false;

  return {
    taken,
    isFollowing: () => taken.length < path.length,
    choose(ways) {
      if (ways === 1) return 0;
      const wanted = path[taken.length] ?? 0;
      if (wanted >= ways) isLost = true;
      const chosen = wanted < ways ? wanted : 0;
      taken.push({ chosen, ways });
      return chosen;
    },
    isLost: () => isLost || taken.length < path.length,
  };
}

/** The path of the run that comes after this one, depth first; undefined after the last. */
export function nextPath(taken: readonly Choice[]): Schedule | undefined {
  const at = taken.findLastIndex(({ chosen, ways }) => chosen + 1 < ways);
  const last = taken[at];
  if (last === undefined) return undefined;
  return [...taken.slice(0, at).map(({ chosen }) => chosen), last.chosen + 1];
}
