import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { busy } from '@tongxiu/problems';

/** Each may be 10 MB, so this many are what a service's memory is sized for. */
const bodiesMax = 16;
/** Ten megabytes take less on any line worth having; a sender that is slower gives its place back. */
const bodyTimeoutMs = 60_000;
/** Enough for one of anything, with every text in it as long as it may be. */
const smallBytesMax = 1024 * 1024;

/**
 * A body is read before anybody knows whose it is, so what lies in memory meanwhile must have a bound for strangers, too: only the
 * routes named here take large ones, and so many at once. A gate behind this bounds how many are worked, this one how many lie in
 * memory while they come in. A request counts until its connection is done with it, however it ends.
 */
export function guardBodies(app: NestFastifyApplication, large: readonly string[]): void {
  let inside = 0;
  const instance = app.getHttpAdapter().getInstance();
  instance.addHook('onRoute', (route) => {
    if (!large.includes(route.url)) route.bodyLimit = smallBytesMax;
  });
  instance.addHook('onRequest', (request, reply, done) => {
    if (!large.some((path) => request.url.startsWith(path))) return done();
    if (inside >= bodiesMax) return done(busy(2));
    inside += 1;
    const deadline = setTimeout(() => request.raw.complete || request.raw.destroy(), bodyTimeoutMs);
    deadline.unref();
    reply.raw.once('close', () => {
      inside -= 1;
      clearTimeout(deadline);
    });
    done();
  });
}
