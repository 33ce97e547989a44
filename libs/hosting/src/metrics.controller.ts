import { Controller, Get, Header } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeController, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Public } from '@tongxiu/access';
import { Metrics } from './metrics.js';

/** Figures tell how a city works, so they are the operator's; an installation whose network keeps strangers out may open them. */
@ApiTags('metrics')
@ApiBearerAuth()
@Allow('operator')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Figures for Prometheus; without names, codes or keys. 监控指标' })
  text(): Promise<string> {
    return this.metrics.text();
  }
}

@Public()
@ApiExcludeController()
@Controller('metrics')
export class OpenMetricsController extends MetricsController {}
