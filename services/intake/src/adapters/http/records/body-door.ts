import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { busy } from '../refusals.js';

/** Each may be 10 MB, so this many are what the service's memory is sized for. */
const bodiesMax = 16;
/** Ten megabytes take less on any line worth having; a sender that is slower gives its place back. */
const bodyTimeoutMs = 60_000;
const guarded = ['/records/batch', '/applications/batch'];

/**
 * Stands before the body is read: the gate behind it bounds how many batches are worked, this one how many lie in memory while
 * they come in. A request counts until its connection is done with it, however it ends.
 */
export function guardBodies(app: NestFastifyApplication): void {
  let inside = 0;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (!guarded.some((path) => request.url.startsWith(path))) return done();
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
