import type { EventTarget } from './event-target.ts';
import type { Answer, Request } from './http.ts';
import type { InputShapes } from './input-schema.ts';
import type { KeptOperations } from './kept-change.ts';
import type { RequestContext, ResourceLookups } from './requested-action.ts';
import type { ResourceType } from './resources/resource-type.ts';

/**
 * One AWS service, as everything else of the runtime needs to know it: the gateway reads how it is called, the
 * authorizer what its requests do, the assembly and the deployment its resource types. Supporting another service is
 * one folder with one of these, and its lines in `services.ts`.
 */
export interface ServiceDefinition<Api = unknown> {
  /** The name in IAM actions and in calls between services, as `sqs`. */
  readonly iamPrefix: string;
  readonly protocol: Protocol;
  /** Bytes of a request's body. Limits on messages and entries are the service's own matter. */
  readonly largestRequestBytes: number;
  /** Values in the JSON of an operation's input, about; more are refused before they are read. Any number by default. */
  readonly mostValues?: (operation: string) => number | undefined;
  /** How a denied call is answered: AccessDeniedException with status 400 by default. */
  readonly denial?: {
    readonly code?: string;
    readonly status?: number;
    readonly actionInSmallLetters?: boolean;
  };
  /** Gives the shapes of inputs, by operation: asked with the first call. */
  readonly inputs?: () => Promise<InputShapes>;
  /** What a request does, with the service's own condition keys. */
  requestContext(lookups: ResourceLookups): RequestContext;
  /** The condition keys, in small letters, that `requestContext` has a value for whenever AWS has. */
  readonly conditionKeys: readonly string[];
  /** Operations on what the service itself keeps in memory only. */
  readonly kept?: KeptOperations;
  /** Where rules and schedules may have its resources as targets. */
  readonly eventTarget?: EventTarget;
  /** In the order of their deployment. */
  readonly resourceTypes: Readonly<Record<string, ResourceType<Api>>>;
}

export type Protocol = JsonProtocol | RestProtocol | QueryProtocol;

/** AWS JSON 1.0 and 1.1. */
export interface JsonProtocol {
  readonly kind: 'json';
  /** The part of `X-Amz-Target` before the dot, as `AWSStepFunctions`. */
  readonly targetPrefix: string;
  /** The codes of the older query protocol, for the header `x-amzn-query-error`. */
  readonly queryCodes?: Readonly<Record<string, string>>;
  /** The names of errors in bodies that are others than their codes. */
  readonly errorNames?: Readonly<Record<string, string>>;
}

/** Paths and methods, JSON bodies. */
export interface RestProtocol {
  readonly kind: 'rest';
  readonly routes: readonly RestRoute[];
}

export interface RestRoute {
  readonly method: string;
  /** `:Name` is a member of the operation's input. */
  readonly path: string;
  readonly operation: string;
  /** 200 by default. */
  readonly status?: number;
  /** Members of the query that are lists: each of their values has the name once more. */
  readonly lists?: readonly string[];
  /** For an operation whose body is not a JSON document of members. */
  readonly raw?: {
    /** @throws AwsError */
    input(request: Request): Record<string, unknown>;
    answer(output: unknown): Answer;
  };
}

/** Forms in, XML out. */
export interface QueryProtocol {
  readonly kind: 'query';
  /** The member `Version` of a request, as `2010-03-31`. */
  readonly version: string;
  readonly namespace: string;
}
