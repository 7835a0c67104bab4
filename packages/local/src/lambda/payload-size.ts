/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB for a synchronous invocation. */
export const LARGEST_PAYLOAD_BYTES = 6_291_456;
