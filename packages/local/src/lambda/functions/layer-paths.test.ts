import { expect, test } from 'vitest';
import { layerPaths } from './layer-paths.ts';

test('layers are looked at from the last to the first, in the folders of the runtime, after what the function names itself', () => {
  expect(layerPaths(['/a', '/b'], 'nodejs24.x', { PATH: '/usr/bin', NODE_PATH: '/own' })).toMatchObject({
    NODE_PATH: [
      '/own',
      ...['/b/nodejs/node_modules', '/b/nodejs/node24/node_modules'],
      ...['/a/nodejs/node_modules', '/a/nodejs/node24/node_modules'],
    ].join(':'),
    PATH: '/b/bin:/a/bin:/usr/bin',
    LD_LIBRARY_PATH: '/b/lib:/a/lib',
  });
  expect(layerPaths(['/a'], 'python3.13', {})).toMatchObject({
    PYTHONPATH: '/a/python:/a/python/lib/python3.13/site-packages',
  });
  expect(layerPaths([], 'nodejs24.x', {})).toEqual({});
});
