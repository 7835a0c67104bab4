/** How many calls to AWS each role has made, by operation. */
export interface CallCount {
  add(role: string, operation: string): void;
  of(role: string): number;
  byOperation(): ReadonlyMap<string, number>;
}

export function callCount(): CallCount {
  const counts = new Map<string, number>();
  return {
    add: (role, operation) => {
      const key = `${role} ${operation}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    of: (role) => {
      let total = 0;
      for (const [key, count] of counts) if (key.startsWith(`${role} `)) total += count;
      return total;
    },
    byOperation: () => counts,
  };
}
