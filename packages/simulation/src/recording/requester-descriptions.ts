import type { NewCallback } from '@callback-relay/callbacks-table';
import { tracedOpeningOf } from '@callback-relay/callbacks-table/model';
import type { Description } from './recorded-remote.ts';

/** The calls of an `OpeningStore` that concern a row; records of chains are none. */
export const openingDescriptions: Readonly<Record<string, Description>> = {
  open: describe('open'),
  openOverParked: describe('openOverParked'),
  isOurOpening: describe('isOurOpening'),
};

function describe(call: 'open' | 'openOverParked' | 'isOurOpening'): Description {
  return ([callback]: [NewCallback], taken) => {
    const done = taken !== undefined && 'value' in taken && taken.value === true;
    const { correlationId: row, execution } = callback;
    return [{ call, row, opening: tracedOpeningOf(callback), execution, done }];
  };
}

const rowIn = (json: string) => JSON.parse(json).correlationId as string;

export const noticeDescriptions: Readonly<Record<string, Description>> = {
  publishOpened: ([detail]: [string]) => [{ call: 'publishOpened', row: rowIn(detail) }],
};

export const requestDescriptions: Readonly<Record<string, Description>> = {
  send: ([, body]: [string, string]) => [{ call: 'sendRequest', row: rowIn(body) }],
};
