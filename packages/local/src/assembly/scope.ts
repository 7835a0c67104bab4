import type { Template } from './template.ts';

/** What an intrinsic function may ask for. */
export interface Scope {
  readonly template: Template;
  resolve(value: unknown): unknown;
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  exported(name: string): unknown;
}
