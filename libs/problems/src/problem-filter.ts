import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Problem, type Bilingual } from './problem.js';

/** What each refusal of the framework means to a caller. One table, so that a status never has two wordings. */
const frameworkRefusals: Readonly<Record<number, readonly [code: string, wording: Bilingual]>> = {
  400: ['malformed-request', { zh: '请求无法读取：请检查 JSON 格式', en: 'The request cannot be read: check that it is valid JSON' }],
  401: ['no-valid-token', { zh: '缺少有效的访问令牌', en: 'A valid bearer token is required' }],
  403: ['not-allowed', { zh: '无权进行此操作', en: 'You may not do this' }],
  404: ['not-found', { zh: '没有找到', en: 'Nothing is found here' }],
  405: ['method-not-allowed', { zh: '不支持此请求方法', en: 'This method is not supported here' }],
  413: ['too-large', { zh: '请求内容过大', en: 'The request is too large' }],
  415: ['media-type-not-supported', { zh: '不支持此内容类型', en: 'This content type is not supported' }],
  429: ['too-many-requests', { zh: '请求过于频繁，请稍后再试', en: 'Too many requests; try again later' }],
  503: ['not-available', { zh: '服务暂时不可用，请稍后再试', en: 'The service is not available for the moment; try again later' }],
};
const failure: readonly [string, Bilingual] = [
  'failure',
  { zh: '系统内部错误，未作任何更改', en: 'Something failed on our side; nothing was changed' },
];

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  type(mediaType: string): Reply;
  send(body: unknown): void;
}
interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Turns whatever was thrown into problem details; says to the log only what is our own fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(cause: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw cause;
    this.answer(cause, host.switchToHttp().getRequest<Asked>(), host.switchToHttp().getResponse<Reply>());
  }

  /** For what the web server refuses before anything of ours is asked, too. */
  answer(cause: unknown, request: Asked, reply: Reply): void {
    const problem = asProblem(cause);
    if (problem.getStatus() >= 500 && problem.getStatus() !== 503) this.logger.error(cause);
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.retryAfterSeconds));
    if (problem.getStatus() === 401) reply.header('www-authenticate', 'Bearer');
    const language = String(request.headers['accept-language'] ?? '').startsWith('zh') ? 'zh' : 'en';
    reply
      .status(problem.getStatus())
      .type('application/problem+json; charset=utf-8')
      .send(problem.body(language, request.url.split('?')[0]));
  }
}

export function asProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const status = statusOf(cause);
  const [code, wording] = frameworkRefusals[status] ?? failure;
  return new Problem(frameworkRefusals[status] === undefined ? 500 : status, code, wording);
}

function statusOf(cause: unknown): number {
  if (cause instanceof HttpException) return cause.getStatus();
  if (typeof cause === 'object' && cause !== null && 'statusCode' in cause && typeof cause.statusCode === 'number') return cause.statusCode;
  return 500;
}
