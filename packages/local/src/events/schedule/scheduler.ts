import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Rule } from '../bus.ts';

/** Fires the rules that have a schedule, each at its times. */
export interface Scheduler {
  /** To be called after every change of the rule; undefined where it is gone. */
  update(ruleArn: string, rule: Rule | undefined): void;
  stop(): void;
}

/** One timer a rule. A schedule counts from when its rule was made, or the runtime was started. */
export function createScheduler(clock: Clock, fire: (rule: Rule) => void): Scheduler {
  const timers = new Map<string, Timer>();

  function arm(rule: Rule, begun: number): void {
    const at = rule.schedule?.next(clock.now(), begun);
    if (at === undefined) return;
    const timer = clock.setTimer(at, () => {
      fire(rule);
      arm(rule, begun);
    });
    timers.set(rule.arn, timer);
  }

  return {
    update(ruleArn, rule) {
      timers.get(ruleArn)?.cancel();
      timers.delete(ruleArn);
      if (rule?.state === 'ENABLED') arm(rule, clock.now());
    },
    stop() {
      for (const timer of timers.values()) timer.cancel();
    },
  };
}
