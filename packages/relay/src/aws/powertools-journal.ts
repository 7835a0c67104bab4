import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { isPublished } from '@callback-relay/contract';
import { relayMetrics } from '../environment.ts';
import type { Journal } from '../ports/journal.ts';

/** The metrics of the relay whose function has this name: alarms and dashboard go by it. */
export function powertoolsMetrics(functionName: string): Metrics {
  return new Metrics({ namespace: relayMetrics.namespace, serviceName: functionName });
}

/**
 * The journal as structured log lines and CloudWatch metrics: one metric a verdict, by its name. A verdict that is
 * only recorded again counts as `repeated`, so that the verdicts' metrics count events.
 */
export function powertoolsJournal(
  logger: Pick<Logger, 'info' | 'warn' | 'error'>,
  metrics: Metrics,
): Journal {
  return {
    verdict({ verdict, correlationId, event, code, reason, repeated }) {
      metrics.addMetric(repeated ? relayMetrics.repeated : verdict, MetricUnit.Count, 1);
      const line = { verdict, correlationId, event: { ...event }, code, reason, repeated };
      if (isPublished(verdict)) logger.warn('verdict', line);
      else logger.info('verdict', line);
    },
    // What an error says may quote what was sent, the task token included; what denies access names who may not do what.
    fault({ needsOperator, message, ...report }) {
      metrics.addMetric(needsOperator ? relayMetrics.denied : relayMetrics.faults, MetricUnit.Count, 1);
      if (needsOperator) logger.error('call denied', { ...report, reason: message });
      else logger.warn('call failed', report);
    },
    brokenInvariant(report) {
      metrics.addMetric(relayMetrics.brokenInvariants, MetricUnit.Count, 1);
      logger.error('invariant broken', { ...report });
    },
  };
}
