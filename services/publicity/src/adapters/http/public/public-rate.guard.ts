import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Clock, networkOf } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { PublicityConfig } from '../../../config.js';

/** More addresses than this in one minute are an attack; the newest wait, and the memory stays bounded. */
export const addressesMax = 50_000;

/** Who may be asked by anybody answers each address only so often a minute. Each instance counts for itself. */
@Injectable()
export class PublicRateGuard implements CanActivate {
  private minute = '';
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly config: PublicityConfig,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { publicRequestsPerMinute } = this.config;
    const now = this.clock.now();
    const minute = now.slice(0, 16);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts.clear();
    }
    const address = networkOf(context.switchToHttp().getRequest<{ ip: string }>().ip);
    const count = this.counts.get(address) ?? (this.counts.size < addressesMax ? 0 : publicRequestsPerMinute);
    if (count >= publicRequestsPerMinute) throw tooMany(60 - Number(now.slice(17, 19)));
    this.counts.set(address, count + 1);
    return true;
  }
}

const tooMany = (retryAfterSeconds: number): Problem =>
  new Problem(
    429,
    'too-many-requests',
    { zh: '查询过于频繁，请稍后再试', en: 'Too many searches from this address; try again a little later' },
    [],
    retryAfterSeconds,
  );
