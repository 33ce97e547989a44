import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FaultSwitches } from '../faults/fault-switches.js';
import { refusal, type Answer, type Asked } from './answer.js';
import { securityHeaders } from './security-headers.js';

const bodyMaxBytes = 8 * 1024 * 1024;

/** What the server asks of the site: an answer for a request read whole. */
export abstract class Desk {
  abstract answer(asked: Asked): Answer;
  /** Requests of the sandbox door pass every fault. */
  abstract exempt(path: string): boolean;
}

/** Reads requests whole, within bounds, and writes what the desk answers, late or never where a fault says so. */
export function siteServer(desk: Desk, faults: FaultSwitches, now: () => number): Server {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 }, (request, response) => {
    const asked = URL.parse(request.url ?? '/', 'http://site') ?? new URL('http://site/');
    const exempt = desk.exempt(asked.pathname);
    if (faults.settings.down && !exempt) {
      request.socket.destroy();
      return;
    }
    void readBody(request).then((body) => {
      const answer = body === undefined ? tooLarge : answered(desk, request, asked, body, now());
      respondInTime(response, answer, exempt ? 0 : faults.settings.slowMs, () => faults.settings.down && !exempt);
    });
  });
  server.maxConnections = 1_000;
  return server;
}

function answered(desk: Desk, request: IncomingMessage, { pathname, searchParams }: URL, body: Buffer, nowMs: number): Answer {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  try {
    return desk.answer({ method: request.method ?? 'GET', path: pathname, query: searchParams, header, body, nowMs });
  } catch (error) {
    console.error(`${request.method} ${pathname} failed:`, error);
    return { status: 500, type: 'text/plain; charset=utf-8', body: 'Internal Server Error' };
  }
}

/**
 * Undefined when the body is larger than allowed. What is too much is read and thrown away, because a sender cut off while it still
 * writes sees a broken connection instead of the refusal; the request timeout bounds it. Never settles when the sender goes away.
 */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('error', () => chunks.splice(0));
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyMaxBytes) chunks.push(chunk);
      else chunks.splice(0);
    });
    request.on('end', () => {
      if (bytes > bodyMaxBytes) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
  });
}

function respondInTime(response: ServerResponse, answer: Answer, delayMs: number, silenced: () => boolean): void {
  const respond = (): void => {
    if (silenced() || answer === noAnswer) response.destroy();
    else write(response, answer);
  };
  if (delayMs === 0) respond();
  else setTimeout(respond, delayMs).unref();
}

function write(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': type, ...headers });
  response.end(body);
}

/** Done, and then the connection is closed without a word. */
export const noAnswer: Answer = { status: 0, type: '', body: '' };

const tooLarge = refusal(413, 'MALFORMED', { zh: '请求体超过 8 MB', en: 'The body is larger than 8 MB' }, { connection: 'close' });
