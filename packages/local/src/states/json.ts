/** A JSON value: what states are given, compute on and answer. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Bytes of UTF-8, the unit of AWS's payload limits. */
export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8');
