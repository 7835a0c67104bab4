import type { Peer } from '../callbacks.ts';
import { installWithNpm } from '../npm-installation.ts';
import { restateCallbacks } from './restate-callbacks.ts';

const SERVER_VERSION = '1.7.12';
/** The server is 220 MB, under the Business Source License. */
const dependencies = {
  '@restatedev/restate-server': SERVER_VERSION,
  '@restatedev/restate-sdk': '1.17.2',
};

export const restate: Peer = {
  name: 'restate',
  says: `an awakeable of Restate ${SERVER_VERSION}`,
  async start(dataDir, progress) {
    const installation = await installWithNpm('restate', dependencies, progress);
    return restateCallbacks({ installation, version: SERVER_VERSION }, dataDir);
  },
};
