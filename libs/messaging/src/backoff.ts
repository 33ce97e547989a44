/**
 * Doubling delay with a cap. A quarter is left to chance, so that many who failed together do not return together.
 * With 100 ms and 5 s the first eight failures span about twelve seconds.
 */
export function backoffMs(failuresInARow: number, firstMs: number, capMs: number): number {
  const fullMs = Math.min(capMs, firstMs * 2 ** Math.min(30, Math.max(0, failuresInARow - 1)));
  return fullMs * (0.75 + Math.random() * 0.25);
}
