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

/** The paths that leave a run at each of its choices from `since` on: the ways that it has not gone. */
export function branchesOf(taken: readonly Choice[], since: number): readonly Schedule[] {
  const gone = taken.map(({ chosen }) => chosen);
  return taken.slice(since).flatMap(({ chosen, ways }, at) => {
    const before = gone.slice(0, since + at);
    return Array.from({ length: ways - chosen - 1 }, (_, other) => [...before, chosen + 1 + other]);
  });
}
