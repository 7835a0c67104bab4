/** Who takes part in every run: accounts and event sources. */
export const parties = {
  /** Owns the state machines, the requester and the relay. */
  homeAccount: '111111111111',
  /** Owns the worker, which may answer. */
  workerAccount: '222222222222',
  /** May put events on the bus, and may answer nothing. */
  strangerAccount: '999999999999',
  workerSource: 'simulation.worker',
  /** Publishes domain events under business keys. */
  domainSource: 'simulation.domain',
  /** An operator lets it answer, and it never does. */
  helperSource: 'simulation.helper',
  strangerSource: 'simulation.stranger',
  namespace: 'simulation',
} as const;
