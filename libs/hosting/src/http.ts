import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type ApiResponseOptions } from '@nestjs/swagger';
import { Problem, ProblemFilter, problemSchema, requestValidation } from '@tongxiu/problems';
import { guardBodies } from './body-door.js';
import type { ServiceDefinition } from './service-definition.js';

export const bodyBytesMax = 10 * 1024 * 1024;

/** Batches may come as CSV or NDJSON; those bodies are handed over as bytes and read by who knows the format. */
const rawMediaTypes = ['text/csv', 'application/x-ndjson', 'application/octet-stream'];

const problems = new ProblemFilter();

export const httpAdapter = (trustedProxies: readonly string[]): FastifyAdapter =>
  new FastifyAdapter({
    // Whom limits count by. Of the addresses in X-Forwarded-For the last counts that no trusted proxy has; what stands before it anybody can forge.
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 400 },
    // The longest a whole request may take to arrive: a slow sender must not hold a place, or a shutdown, for ever.
    requestTimeout: 120_000,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    // What the router refuses, such as an address that cannot be decoded, passes neither guards nor filters.
    frameworkErrors: ((...refused: Parameters<ProblemFilter['answer']>) => problems.answer(...refused)) as never,
  });

/** Bytes that are no HTTP request never reach the filter, so the same kind of answer is written here by hand. */
function answerUnreadable(_error: Error, socket: Socket): void {
  if (socket.writable) {
    const body = JSON.stringify(unreadableRequest.body('en'));
    socket.write(
      `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}

const unreadableRequest = new Problem(400, 'unreadable-request', {
  zh: '无法识别的 HTTP 请求；网址中的中文须先编码（percent-encoding）',
  en: 'This is no HTTP request we can read; characters outside ASCII must be percent-encoded in the address',
});

export async function prepareHttp(app: NestFastifyApplication, definition: ServiceDefinition): Promise<void> {
  app.useGlobalFilters(problems);
  app.useGlobalPipes(requestValidation());
  for (const mediaType of rawMediaTypes) {
    app
      .getHttpAdapter()
      .getInstance()
      .addContentTypeParser(mediaType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  }
  guardBodies(app, definition.largeBodies ?? []);
  await definition.prepareHttp?.(app);
  describe(app, definition);
}

/** Of every operation: what its own answers leave open. */
const refusal: ApiResponseOptions = {
  status: 'default',
  description: 'Refused: RFC 9457 problem details; 429 and 503 say in retry-after when to ask again.',
  content: { 'application/problem+json': { schema: problemSchema as never } },
};

/** OpenAPI 3.1 at /openapi.json, public like the interface itself. */
function describe(app: NestFastifyApplication, { title }: ServiceDefinition): void {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Tongxiu · ${title.en} · ${title.zh}`)
    .setDescription('Refusals are RFC 9457 problem details that name field, rule and clause in Chinese and English.')
    .setVersion('1')
    .addBearerAuth()
    .addGlobalResponse(refusal)
    .build();
  SwaggerModule.setup('openapi', app, () => SwaggerModule.createDocument(app, description), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'openapi.json',
  });
}
