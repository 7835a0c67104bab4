/**
 * What stands in a bundle for `@aws-sdk/credential-provider-node`: on Lambda the credentials of the function's role
 * are in its environment, and nowhere else. The SDK's chain looks there first, and brings the SSO, STS, profile and
 * instance providers along: 130 kB that no function reads.
 */

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Read again whenever a client asks for them. @throws Error, of the SDK's name, where there are none */
export function defaultProvider(): () => Promise<Credentials> {
  return async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
      throw Object.assign(new Error("Lambda's environment has no credentials"), {
        name: 'CredentialsProviderError',
      });
    }
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    };
  };
}
