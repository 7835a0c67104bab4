import { isNestedDeeper } from '../foundation/json/json-depth.ts';

/** A value as JSON carries it. */
export type Json = JsonScalar | readonly Json[] | JsonObject;
export type JsonScalar = string | number | boolean | null;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` alone does not tell a list that is only read. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** @throws SyntaxError */
export function parseJson(text: string): Json {
  return JSON.parse(text);
}

/** Levels; what is deeper can't be walked. */
const DEEPEST = 1000;

/** The JSON object that a text holds, or undefined where the text is not JSON or holds anything else. */
export function parseJsonObject(text: string): JsonObject | undefined {
  if (isNestedDeeper(text, DEEPEST)) return undefined;
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
