/** The invariants of the specification, by the promise of docs/promises.md that each of them is. */
export const promises = {
  NoResultIsLost: 'promise 1, no result is lost',
  OneOutcome: 'promise 2, one outcome',
  AnyOrder: 'promise 3, any order',
  UnsureIsNotLate: 'promise 4, unsure is not late',
  TransientIsNotPoison: 'promise 5, transient is not poison',
  PoisonStaysAlone: 'promise 6, poison stays alone',
  TokenIsASecret: 'promise 7, the token is a secret',
  OnlyWhoMayAnswers: 'promise 8, only who may answer, answers',
  NoSilentHang: 'promise 9, no silent hang',
} as const;

/** Of whole behaviours: part of promises 1 and 9. */
export const property = 'ComesToRest';

export type Promised = keyof typeof promises | typeof property;
