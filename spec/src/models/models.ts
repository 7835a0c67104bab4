import { type Bounds, businessKey, mintedIds } from './bounds.ts';

/** What `pnpm model` explores, most telling first: within five minutes on two cores, with the mutants. */
export const models: readonly Bounds[] = [
  {
    name: 'two-results-of-a-retry',
    about: 'two attempts of one task under one key, two results, time-outs, one handling at a time',
    constants: { ...businessKey, Handlers: '{h1}', MaxFaults: '0', MaxDuplicates: '0' },
  },
  {
    name: 'copies-of-one-result',
    about:
      'two attempts of one task under one key, one result that comes twice and is handled twice at a time',
    constants: { ...businessKey, Events: '{"e1"}', MaxFaults: '0', MaxDuplicates: '2' },
  },
  {
    name: 'faults-one-after-the-other',
    about:
      'two attempts of one task under one key, one result, two faults, one duplicate, one handling at a time',
    constants: { ...businessKey, Events: '{"e1"}', Handlers: '{h1}', MaxFaults: '2' },
  },
  {
    name: 'two-tasks-under-one-key',
    about:
      'two tasks that wait under one key, one after the other or at the same time; one result, one fault, one duplicate',
    constants: { ...businessKey, Events: '{"e1"}', Handlers: '{h1}', TaskOf: '[o \\in Openings |-> o]' },
  },
  {
    name: 'minted-ids',
    about:
      'two attempts with a correlation ID each, two results that answer the first, one fault, one duplicate',
    constants: mintedIds,
  },
  {
    name: 'equal-results',
    about: 'two events that say the same, one fault, one opening, one handling at a time',
    constants: {
      ...businessKey,
      Openings: '1..1',
      SaidBy: '[e \\in Events |-> "same"]',
      Handlers: '{h1}',
      MaxFaults: '1',
      MaxDuplicates: '0',
    },
  },
  {
    name: 'strangers-and-poison',
    about: 'one result of who may not answer, one that breaks the contract, one that is good',
    constants: {
      ...businessKey,
      Events: '{"e1", "e2", "e3"}',
      Openings: '1..1',
      Allowed: '{"e1", "e2"}',
      Broken: '{"e2"}',
      MaxFaults: '0',
      MaxDuplicates: '0',
    },
  },
  {
    name: 'poison-of-a-retry',
    about:
      'two attempts of one task under one key, one result that breaks the contract, one fault, one duplicate, one handling at a time',
    constants: { ...businessKey, Events: '{"e1"}', Broken: '{"e1"}', Handlers: '{h1}' },
  },
  {
    name: 'poison-handled-twice',
    about: 'one result that breaks the contract and is handled twice at a time, one opening, one fault',
    constants: { ...businessKey, Events: '{"e1"}', Broken: '{"e1"}', Openings: '1..1' },
  },
  {
    name: 'ended-executions',
    about: 'executions that end while they wait, are opened or are answered; one result, one fault',
    constants: {
      ...businessKey,
      Events: '{"e1"}',
      TaskOf: '[o \\in Openings |-> o]',
      Handlers: '{h1}',
      MayTimeOut: 'FALSE',
      MayEnd: 'TRUE',
      MaxDuplicates: '0',
    },
  },
  {
    name: 'nothing-is-made-up',
    about: 'without crashes, and one handling at a time, delivered is said of nothing that was never sent',
    constants: { ...businessKey, Events: '{"e1"}', Handlers: '{h1}', MayCrash: 'FALSE' },
  },
  {
    name: 'everything-comes-to-rest',
    about: 'one result, two attempts, one fault: as long as the faults end, nothing goes round for ever',
    constants: { ...businessKey, Events: '{"e1"}', MaxDuplicates: '0', Handlers: '{h1}' },
    asksForRest: true,
  },
];

/** About a minute in all, for every change. */
export const quickModels: readonly Bounds[] = [
  {
    name: 'one-key',
    about: 'one business key, two results, one fault, two handlers',
    constants: { ...businessKey, Openings: '1..1', MaxDuplicates: '0' },
  },
  {
    name: 'retry',
    about: 'two attempts under one key, one result, one fault, one duplicate, one handling at a time',
    constants: { ...businessKey, Events: '{"e1"}', Handlers: '{h1}' },
  },
  {
    name: 'poison-of-a-retry',
    about:
      'two attempts under one key, one result that breaks the contract, one fault, one handling at a time',
    constants: { ...businessKey, Events: '{"e1"}', Broken: '{"e1"}', Handlers: '{h1}', MaxDuplicates: '0' },
  },
  {
    name: 'everything-comes-to-rest',
    about: 'one result, one opening, one fault: nothing goes round for ever',
    constants: { ...businessKey, Events: '{"e1"}', Openings: '1..1', MaxDuplicates: '0', Handlers: '{h1}' },
    asksForRest: true,
  },
];

/** What takes longer than all of these together, ten minutes and more. */
export const largeModels: readonly Bounds[] = [
  {
    name: 'retry-under-a-business-key',
    about: 'two attempts of one task under one key, two results, time-outs, two handlers',
    constants: { ...businessKey, MaxFaults: '0', MaxDuplicates: '0' },
  },
  {
    name: 'poison-of-two-tasks',
    about:
      'two tasks under one key, one result that breaks the contract and is handled twice at a time, one fault',
    constants: {
      ...businessKey,
      Events: '{"e1"}',
      Broken: '{"e1"}',
      TaskOf: '[o \\in Openings |-> o]',
      MayTimeOut: 'FALSE',
      MayEnd: 'TRUE',
    },
  },
  {
    name: 'equal-results-and-two-faults',
    about: 'two events that say the same, two faults, one opening',
    constants: {
      ...businessKey,
      Openings: '1..1',
      SaidBy: '[e \\in Events |-> "same"]',
      MaxFaults: '2',
      MaxDuplicates: '0',
    },
  },
];
