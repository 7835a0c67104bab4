import type { Evidence, Finding } from './evidence.ts';

/**
 * Promise 10. One batch sends at most one heartbeat for a callback, and none for one that it settles. All instances
 * of the relay together stay within Step Functions' quota as long as none has crashed, because one that starts again has
 * a full share again. Put to the test by every heartbeat and every outcome that was sent.
 */
export function quotaIsRespected({ archive, stepFunctions }: Evidence): Finding {
  const surplus = archive.batches.flatMap(({ sent }) => {
    const outcomes = new Set(sent.filter(({ kind }) => kind === 'outcome').map(({ token }) => token));
    const heartbeats = sent.filter(({ kind }) => kind === 'heartbeat').map(({ token }) => token);
    const twice = heartbeats.length - new Set(heartbeats).size;
    const beside = heartbeats.filter((token) => outcomes.has(token)).length;
    return [
      ...(twice > 0 ? [`${twice} heartbeats too many in one batch`] : []),
      ...(beside > 0 ? [`${beside} heartbeats for callbacks that the same batch settles`] : []),
    ];
  });
  const crashed = archive.batches.some(
    ({ response, thrown }) => response === undefined && thrown === undefined,
  );
  const throttled = stepFunctions.throttledCalls();
  const over = !crashed && throttled > 0 ? [`Step Functions turned ${throttled} calls away`] : [];
  const calls = archive.batches.reduce((total, { sent }) => total + sent.length, 0);
  return { tested: calls, violations: [...surplus, ...over] };
}
