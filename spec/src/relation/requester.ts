import { type Transition, transition } from './transition.ts';

/** Where the requester is with one opening: `requester[o]` of the specification. */
export interface Requesting {
  readonly pc: 'open' | 'openOverParked' | 'isOurOpening' | 'notice' | 'answered' | 'send' | 'done';
}

type Requester = Transition<Requesting>;
const at = (pc: Requesting['pc']): readonly Requesting[] => [{ pc }];

/** An invocation begins at `open`; its task may be retried at any time, which is another invocation. */
export const requesterTransitions: readonly Requester[] = [
  transition<Requesting, 'open'>({
    action: 'Open',
    at: ['open'],
    call: 'open',
    next: (_, { fate, done }) => (fate === 'answered' ? at(done ? 'send' : 'openOverParked') : []),
  }),
  transition<Requesting, 'openOverParked'>({
    action: 'OpenOverParked',
    at: ['openOverParked'],
    call: 'openOverParked',
    next: (_, { fate, done }) => (fate === 'answered' ? at(done ? 'notice' : 'isOurOpening') : []),
  }),
  transition<Requesting, 'isOurOpening'>({
    action: 'IsOurOpening',
    at: ['isOurOpening'],
    call: 'isOurOpening',
    // Of a business key a parked result may come or go between two of these writes, so they are tried again.
    next: (_, { fate, done }) => (fate === 'answered' ? at(done ? 'answered' : 'open') : []),
  }),
  transition<Requesting, 'publishOpened'>({
    action: 'PublishOpened',
    at: ['notice', 'answered'],
    call: 'publishOpened',
    // What was answered already needs no request.
    next: ({ pc }, { fate }) => (fate === 'answered' ? at(pc === 'answered' ? 'done' : 'send') : []),
  }),
  transition<Requesting, 'sendRequest'>({
    action: 'SendRequest',
    at: ['send'],
    call: 'sendRequest',
    next: () => at('done'),
  }),
];
