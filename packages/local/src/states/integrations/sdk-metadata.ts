import { byteLength, type Json, type JsonObject } from '../json.ts';
import type { CallSetting } from './integration.ts';

/**
 * What Step Functions adds to a service's answer. The call is made in process: the headers are those that the
 * service would have sent with this answer.
 */
export const sdkMetadata = (
  answer: Json,
  contentType: string,
  setting: CallSetting,
  more: JsonObject = {},
): JsonObject => {
  const requestId = setting.ids.uuid();
  const headers: JsonObject = {
    'x-amzn-RequestId': requestId,
    connection: 'keep-alive',
    'Content-Length': String(byteLength(JSON.stringify(answer))),
    Date: new Date(setting.now()).toUTCString(),
    'Content-Type': contentType,
    ...more,
  };
  const all = Object.fromEntries(
    Object.entries(headers).map(([name, value]): [string, Json] => [name, [value]]),
  );
  return {
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: headers, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
  };
};
