import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
}

/**
 * Asks again until the answer is there: `check` throws, rejects or answers `false` or `undefined` while it is not. The last complaint
 * is what a spec sees when patience runs out.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000, intervalMs = 20 }: Patience = {},
): Promise<Exclude<T, false | undefined>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let complaint: unknown;
    try {
      const answer = await check();
      if (answer !== false && answer !== undefined) return answer as Exclude<T, false | undefined>;
      complaint = new Error(`the answer was still ${String(answer)}`);
    } catch (error) {
      complaint = error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`Not within ${timeoutMs} ms: ${complaint instanceof Error ? complaint.message : String(complaint)}`, {
        cause: complaint,
      });
    }
    await pause(intervalMs);
  }
}
