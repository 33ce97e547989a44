import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@tongxiu/access';
import { Problem } from '@tongxiu/problems';
import { Readiness } from './readiness.js';

/** For load balancers and orchestrators, and public as they are: says nothing about data, hosts or accounts. */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers. 进程存活' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Database, bus and reactions work; 503 with the parts that do not otherwise. 就绪检查' })
  async ready(): Promise<{ status: 'ready' }> {
    const troubles = await this.readiness.troubles();
    if (troubles.length === 0) return { status: 'ready' };
    const errors = troubles.map(({ part, kind }) => ({ field: part, message: kind }));
    throw new Problem(503, 'not-ready', { zh: '服务尚未就绪', en: 'The service is not ready' }, errors, 1);
  }
}
