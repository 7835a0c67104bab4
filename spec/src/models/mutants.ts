import { businessKey, mintedIds } from './bounds.ts';
import type { Promised } from './promises.ts';

/** A mistake in the protocol: a place in the specification where `Mutant` has its name. It must be refuted. */
export interface Mutant {
  readonly name: string;
  /** What must refute it. */
  readonly refutedBy: Promised;
  readonly constants: Readonly<Record<string, string>>;
  /** Where its story is looked for, so that it is found in seconds: a condition of states. Everywhere by default. */
  readonly within?: string;
}

const oneOpening = { ...businessKey, Openings: '1..1' };
const oneResult = { ...businessKey, Events: '{"e1"}' };
const oneOfEach = { ...oneResult, Openings: '1..1' };
const withoutFaults = { MaxFaults: '0', MaxDuplicates: '0' };

/** The one that takes longest is first: the others are refuted beside it. */
export const mutants: readonly Mutant[] = [
  {
    name: 'forgets-a-broken-result',
    refutedBy: 'NoResultIsLost',
    constants: {
      ...oneResult,
      Broken: '{"e1"}',
      TaskOf: '[o \\in Openings |-> o]',
      MayTimeOut: 'FALSE',
      MayEnd: 'TRUE',
    },
    // It takes a second opening, whose execution goes on; what goes wrong before that makes no difference.
    within: '2 \\notin ended /\\ (row[1].opening = 2 \\/ (faults = 0 /\\ duplicates = 0))',
  },
  { name: 'claims-without-the-condition', refutedBy: 'OneOutcome', constants: oneOpening },
  { name: 'sends-before-the-row-is-written', refutedBy: 'OneOutcome', constants: oneOpening },
  { name: 'takes-every-time-out-as-late', refutedBy: 'UnsureIsNotLate', constants: oneOfEach },
  {
    name: 'claims-under-its-own-name',
    refutedBy: 'UnsureIsNotLate',
    constants: { ...oneOfEach, Handlers: '{h1}' },
  },
  { name: 'closes-beside-another-claim', refutedBy: 'NoResultIsLost', constants: oneOfEach },
  {
    name: 'believes-every-presumption',
    refutedBy: 'NoResultIsLost',
    constants: { ...oneResult, MaxFaults: '0' },
  },
  {
    name: 'leaves-its-presumption',
    refutedBy: 'UnsureIsNotLate',
    constants: { ...oneResult, Handlers: '{h1}', MayCrash: 'FALSE' },
  },
  {
    name: 'opens-over-a-newer-attempt',
    refutedBy: 'OneOutcome',
    constants: { ...businessKey, MaxDuplicates: '0', Handlers: '{h1}' },
  },
  {
    name: 'closes-another-opening',
    refutedBy: 'TransientIsNotPoison',
    constants: { ...oneResult, MaxDuplicates: '0' },
  },
  {
    name: 'does-not-remember-superseded',
    refutedBy: 'UnsureIsNotLate',
    constants: { ...oneResult, MaxDuplicates: '0' },
  },
  { name: 'closes-without-the-condition', refutedBy: 'NoSilentHang', constants: oneResult },
  {
    name: 'answers-without-a-source-check',
    refutedBy: 'OnlyWhoMayAnswers',
    constants: { ...oneOfEach, Allowed: '{}' },
  },
  { name: 'parks-for-ever', refutedBy: 'NoSilentHang', constants: oneOfEach },
  {
    name: 'publishes-unclaimed-and-leaves-the-result-parked',
    refutedBy: 'NoResultIsLost',
    constants: oneOfEach,
  },
  {
    name: 'forgets-its-verdicts',
    refutedBy: 'NoResultIsLost',
    constants: { ...businessKey, MaxFaults: '0', Handlers: '{h1}' },
  },
  { name: 'keeps-the-token-of-a-settled-row', refutedBy: 'TokenIsASecret', constants: oneOfEach },
  { name: 'acknowledges-before-it-settles', refutedBy: 'NoResultIsLost', constants: oneOfEach },
  { name: 'closes-the-row-on-a-throttle', refutedBy: 'TransientIsNotPoison', constants: oneOfEach },
  {
    name: 'publishes-no-cancellation',
    refutedBy: 'NoSilentHang',
    constants: { ...oneOfEach, ...withoutFaults, MayEnd: 'TRUE' },
  },
  {
    name: 'does-not-look-after-opening',
    refutedBy: 'AnyOrder',
    constants: { ...oneOfEach, ...withoutFaults },
  },
  {
    name: 'reuses-the-correlation-id-on-a-retry',
    refutedBy: 'NoSilentHang',
    constants: { ...mintedIds, Events: '{"e1"}', KeyOf: '[o \\in Openings |-> 1]' },
  },
  { name: 'sends-the-request-before-it-opens', refutedBy: 'NoSilentHang', constants: oneOfEach },
  { name: 'goes-on-when-the-opening-fails', refutedBy: 'NoSilentHang', constants: oneOfEach },
];
