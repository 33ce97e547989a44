import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from '../postgres/embedded-postgres.js';
import { LaunchFailure, type Member, type Run } from './run.js';

/** The PostgreSQL that comes along. Its port stays the same when it is started again, as the services hold its address. */
export class EmbeddedServer implements Member {
  readonly name = 'postgres';
  readonly title = { zh: '数据库', en: 'PostgreSQL' };
  private port: number | undefined;

  constructor(private readonly options: EmbeddedPostgresOptions) {}

  async launch(abort: AbortSignal): Promise<Run> {
    abort.throwIfAborted();
    try {
      const server = await startEmbeddedPostgres({ ...this.options, port: this.port });
      this.port = server.port;
      const gone = server.gone.then(({ code }) => ({ code, signal: null }));
      return { pid: server.pid, url: server.url(), gone, stop: (limitMs) => server.stop(limitMs) };
    } catch (cause) {
      throw new LaunchFailure(cause instanceof Error ? cause.message : String(cause), null);
    }
  }
}
