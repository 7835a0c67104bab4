import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { isObject } from '../../../foundation/is-object.ts';

/** Of a service as a whole: a bucket's host, as `files.s3.us-east-1.amazonaws.com`, has a name before it. */
const SERVICE_HOST = /^[a-z0-9-]+(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com$/;

/**
 * Leads what a function asks AWS itself for, with the keys that it was given here, to the runtime's endpoint. Version 2 of the AWS
 * SDK for JavaScript knows no AWS_ENDPOINT_URL; on the network those keys are worth nothing.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html (compatibility)
 */
export function leadAwsHosts(endpoint: string, accessKeyId: string): void {
  const { hostname, port, host } = new URL(endpoint);
  const overHttps = https.request;

  https.request = (...given: unknown[]) => {
    const [options, ...others] = given;
    if (!isObject(options) || !isOfService(options) || !isSignedWith(options.headers, accessKeyId))
      return Reflect.apply(overHttps, https, given);
    const headers = Object.entries(Object(options.headers)).filter(([name]) => name.toLowerCase() !== 'host');
    const led = {
      ...options,
      ...{ protocol: 'http:', host: hostname, hostname, port, agent: http.globalAgent },
      headers: { ...Object.fromEntries(headers), host },
    };
    return Reflect.apply(http.request, http, [led, ...others]);
  };
  syncBuiltinESMExports();
}

function isOfService({ host, hostname }: Record<string, unknown>): boolean {
  return SERVICE_HOST.test(String(host ?? hostname));
}

function isSignedWith(headers: unknown, accessKeyId: string): boolean {
  if (!isObject(headers)) return false;
  const { authorization, Authorization = authorization } = headers;
  return String(Authorization).startsWith(`AWS4-HMAC-SHA256 Credential=${accessKeyId}/`);
}
