import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { Problem } from '@tongxiu/problems';
import { allowedRoles, publicRoute, type RequestWithCaller } from './allow.js';
import type { Caller, Role } from './caller.js';
import type { TokenVerifier } from './token-verifier.js';

const noValidToken = (): Problem =>
  new Problem(401, 'no-valid-token', { zh: '缺少有效的访问令牌', en: 'A valid bearer token is required' });
const notAllowed = (): Problem => new Problem(403, 'not-allowed', { zh: '无权进行此操作', en: 'You may not do this' });

/**
 * Deny by default. A route is open to the roles it declares, or to everybody if it says so; one that declares nothing is
 * closed to all, so a forgotten decorator is a 403 and not a leak.
 */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const declared = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(publicRoute, declared) === true) return true;
    const request = context.switchToHttp().getRequest<RequestWithCaller & { headers: { authorization?: string } }>();
    const caller = await this.callerOf(request.headers.authorization);
    const allowed = this.reflector.getAllAndOverride<readonly Role[] | undefined>(allowedRoles, declared);
    if (allowed?.includes(caller.role) !== true) throw notAllowed();
    request.caller = caller;
    return true;
  }

  private async callerOf(authorization: string | undefined): Promise<Caller> {
    const token = /^Bearer ([\w.~+/-]+=*)$/iu.exec(authorization ?? '')?.[1];
    if (token === undefined) throw noValidToken();
    try {
      return await this.verifier.verify(token);
    } catch (cause) {
      if (isUnreachable(cause))
        throw new Problem(503, 'issuer-not-reachable', { zh: '身份服务暂时不可用', en: 'The token issuer cannot be reached' }, [], 2);
      throw noValidToken();
    }
  }
}

/** A token that cannot be judged is not a bad token: the caller should come back, not sign in again. */
function isUnreachable(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return code === 'ERR_JWKS_TIMEOUT' || code === 'ERR_JOSE_GENERIC' || code === 'ECONNREFUSED' || cause instanceof TypeError;
}
