import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Caller, Role } from './caller.js';

export const allowedRoles = 'tongxiu:allowed-roles';
export const publicRoute = 'tongxiu:public-route';

/** Declares who may call a route. A route that declares nothing answers 403. */
export const Allow = (...roles: readonly [Role, ...Role[]]): MethodDecorator & ClassDecorator => SetMetadata(allowedRoles, roles);

/** Declares a route that anybody may call without a token, such as the public search. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(publicRoute, true);

export interface RequestWithCaller {
  caller?: Caller;
}

/** The verified caller, as a controller's parameter. */
export const FromCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (caller === undefined) throw new Error('a route that is public has no caller');
  return caller;
});
