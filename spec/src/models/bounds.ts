/**
 * One finite world that the checker explores in full. Values are as TLA+ writes them; `CallbackRelay.tla` says what each
 * constant means.
 */
export interface Bounds {
  readonly name: string;
  /** For people: what can happen in it. */
  readonly about: string;
  readonly constants: Readonly<Record<string, string>>;
  /** Asks also whether everything comes to rest, which costs several times as much. */
  readonly asksForRest?: boolean;
}

/** One business key for all openings, all of them attempts of one task; two results that say different things. */
export const businessKey = {
  Events: '{"e1", "e2"}',
  Openings: '1..2',
  Handlers: '{h1, h2}',
  KeyOf: '[o \\in Openings |-> 1]',
  Business: 'TRUE',
  TaskOf: '[o \\in Openings |-> 1]',
  AnswersTo: '[e \\in Events |-> 1]',
  SaidBy: '[e \\in Events |-> e]',
  Allowed: 'Events',
  Broken: '{}',
  MaxFaults: '1',
  MaxDuplicates: '1',
  MayCrash: 'TRUE',
  MayTimeOut: 'TRUE',
  MayEnd: 'FALSE',
  Mutant: '"none"',
} as const satisfies Record<string, string>;

/** Every opening has a correlation ID of its own; both results answer the first. */
export const mintedIds = {
  ...businessKey,
  KeyOf: '[o \\in Openings |-> o]',
  Business: 'FALSE',
} as const;
