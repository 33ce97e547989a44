import { type RunningStack, type StackOptions, startStack } from './start-stack.js';

/**
 * Runs the stack until a signal. The first signal stops everything in order, the second at once. `work` is what there is to do in
 * between; when it says so the stack stops after it. Once its signal is aborted nobody waits for it, or minds how it ends.
 */
export async function untilStopped(
  options: StackOptions,
  work: (stack: RunningStack, signal: AbortSignal) => Promise<'stay' | 'leave'> = () => Promise.resolve('stay'),
): Promise<number> {
  const interrupt = new AbortController();
  const ended = Promise.withResolvers<number>();
  let stack: RunningStack | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    const again = interrupt.signal.aborted;
    process.stdout.write(
      again ? '\n立即停止。Stopping at once.\n' : `\n${signal}: 正在停止，再按一次立即停止。stopping; once more to stop at once.\n`,
    );
    interrupt.abort(new Error('尚未全部启动即已停止。Stopped before everything was up.'));
    void stack?.stop({ force: again }).then(() => ended.resolve(0));
    if (again && stack === undefined) process.exit(1);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    stack = await startStack({ ...options, signal: interrupt.signal });
    stack.once('failed', () => void stack?.stop().then(() => ended.resolve(1)));
    if (interrupt.signal.aborted) await stack.stop();
    else if ((await Promise.race([work(stack, interrupt.signal), ended.promise])) === 'leave') {
      await stack.stop();
      return 0;
    }
    return await ended.promise;
  } catch (error) {
    if (stack !== undefined && interrupt.signal.aborted) return await ended.promise;
    await stack?.stop();
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
