/** The health check of every image; the slim base images have no curl, and need none. HEALTH_URLS asks others instead of this program. */
const { PORT = '8080', HEALTH_PATH = '/health/ready', HEALTH_URLS = `http://127.0.0.1:${PORT}${HEALTH_PATH}` } = process.env;

const unwell = async (url) => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(4_000) });
    return response.ok ? undefined : `${url} answers ${response.status} ${(await response.text()).slice(0, 1_000)}`;
  } catch (cause) {
    return `${url} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
};

const complaints = (await Promise.all(HEALTH_URLS.split(/\s+/u).map(unwell))).filter((complaint) => complaint !== undefined);
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
