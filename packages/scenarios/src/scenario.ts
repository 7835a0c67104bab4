import type { World } from './world/world.ts';

/**
 * One story of a callback, written with AWS SDK clients only, so that it runs against any endpoint that hosts the app.
 */
export interface Scenario {
  /** Behaviour, as a test's title. */
  readonly title: string;
  /** `on`: the example's worker answers. `off`: its mapping is disabled, and the scenario reads the queue and answers itself. */
  readonly worker: 'on' | 'off';
  /** Runs with no other scenario beside it, because it switches something off that they share. */
  readonly alone?: true;
  /** What the endpoint must offer beside the deployed app; where it does not, the scenario is left out, and named. */
  readonly needs?: 'a manual clock';
  /** Throws when the story goes another way. */
  readonly run: (world: World) => Promise<void>;
}
