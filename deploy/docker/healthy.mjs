/** The health check of every image; the slim base images have no curl, and need none. */
const { PORT = '8080', HEALTH_PATH = '/health/ready' } = process.env;

try {
  const response = await fetch(`http://127.0.0.1:${PORT}${HEALTH_PATH}`, { signal: AbortSignal.timeout(4_000) });
  if (!response.ok) process.stderr.write(`${response.status} ${(await response.text()).slice(0, 1_000)}\n`);
  process.exitCode = response.ok ? 0 : 1;
} catch (cause) {
  process.stderr.write(`no answer on port ${PORT}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}
