export type { NamingScheme } from '@callback-relay/contract/names';
export { allowSource } from './answer/allow-source.ts';
export { type Answered, answerByHand, type HandAnswer } from './answer/answer.ts';
export type { CallbackView, Station, StationName } from './callback/callback-view.ts';
export { showCallback } from './callback/show-callback.ts';
export { type DeadLetterQueue, listDeadLetterQueues } from './dead-letters/dead-letter-queues.ts';
export { type DeadLetter, peekDeadLetters } from './dead-letters/peek.ts';
export {
  type Redrive,
  type RedriveStatus,
  redriveDeadLetters,
  redriveStatus,
} from './dead-letters/redrive.ts';
export {
  type Execution,
  type ExecutionQuery,
  type ExecutionSummary,
  isExecutionArn,
  listExecutions,
  listMachines,
  type MachineSummary,
  type StartRequest,
  showExecution,
  startExecution,
} from './executions/executions.ts';
export { readHistory, type TaskHistory } from './executions/read-history.ts';
export { redactTokens } from './executions/redact.ts';
export type { Cause, CauseCode } from './explain/cause.ts';
export { type Explanation, explain } from './explain/explain.ts';
export { type LogLine, readLogs } from './logs/read-logs.ts';
export { readVerdicts, type VerdictEntry } from './logs/verdicts.ts';
export { OperatorError, type OperatorErrorCode } from './operator-error.ts';
export { listQueues, type QueueDepth } from './queues/list-queues.ts';
export { listResources, type QueueMapping, type Resources } from './resources/list-resources.ts';
export { type ClientSettings, destroyClients } from './stage/clients.ts';
export { loadNaming } from './stage/load-naming.ts';
export { type CallerIdentity, createStage, type Stage, type StageSettings } from './stage/stage.ts';
export { stageOfTables } from './stage/stage-of-tables.ts';
export { listWaits, type WaitList, type WaitQuery } from './waits/list-waits.ts';
export type { Wait } from './waits/wait.ts';
export { type WaitFilter, type WaitOrder, waitOrders } from './waits/wait-filter.ts';
