/**
 * Sends on schedule whether or not earlier requests have been answered, as the world does. Returns when each was meant to be
 * sent: latency is counted from there, so that a stall of ours is not forgiven by sending less.
 */
export async function openLoop(count: number, perSecond: number, send: (index: number) => Promise<void>): Promise<number[]> {
  const scheduled: number[] = [];
  const underWay: Promise<void>[] = [];
  const startsAtMs = performance.timeOrigin + performance.now() + 20;
  await new Promise<void>((resolve) => {
    let next = 0;
    const tick = (): void => {
      const nowMs = performance.timeOrigin + performance.now();
      while (next < count && startsAtMs + (next * 1000) / perSecond <= nowMs) {
        scheduled.push(startsAtMs + (next * 1000) / perSecond);
        underWay.push(send(next));
        next += 1;
      }
      if (next === count) resolve();
      else setTimeout(tick, Math.max(0, startsAtMs + (next * 1000) / perSecond - nowMs));
    };
    tick();
  });
  await Promise.all(underWay);
  return scheduled;
}
