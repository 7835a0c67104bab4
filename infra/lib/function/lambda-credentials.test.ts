import { afterEach, expect, it, vi } from 'vitest';
import { defaultProvider } from './lambda-credentials.ts';

afterEach(() => void vi.unstubAllEnvs());

it('gives the credentials that the environment holds when it is asked', async () => {
  const provide = defaultProvider();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  expect(await provide()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'session' });
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'next');
  vi.stubEnv('AWS_SESSION_TOKEN', '');
  expect(await provide()).toEqual({ accessKeyId: 'next', secretAccessKey: 'secret' });
});

it('fails by the name of the SDK where there are none', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  await expect(defaultProvider()()).rejects.toMatchObject({ name: 'CredentialsProviderError' });
});
