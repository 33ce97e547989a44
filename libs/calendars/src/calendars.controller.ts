import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Problem } from '@tongxiu/problems';
import type { CalendarEdition } from '@tongxiu/working-days';
import { IsObject, IsString, Length } from 'class-validator';
import { CalendarStore } from './calendar-store.js';
import { readYears } from './read-years.js';

export class CalendarRequest {
  @ApiProperty({ example: 'CN-2027' }) @IsString() @Length(1, 40) edition!: string;

  @ApiProperty({
    description: 'Every year by number; days of the State Council’s notice that differ from the plain week',
    example: { '2027': { holidays: ['2027-01-01'], makeUpDays: [] } },
  })
  @IsObject()
  years!: Record<string, unknown>;
}

/** A year is announced every November: an operator loads it into each service that counts working days, while it runs. */
@ApiTags('calendars')
@ApiBearerAuth()
@Controller('calendars')
export class CalendarsController {
  constructor(private readonly calendars: CalendarStore) {}

  @Get('current')
  @Allow('operator', 'reviewer', 'department', 'integrator')
  @ApiOperation({ summary: 'The calendar in use · 现行工作日历', description: 'New deadlines are counted by this edition.' })
  @ApiOkResponse({ description: '`edition` and `years`' })
  current(): Promise<CalendarEdition> {
    return this.calendars.current();
  }

  @Post()
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({
    summary: 'Load an edition · 装载工作日历',
    description:
      'Makes it current. Limits that still run, and those that waited for a missing year, are counted again by the next sweep, with the old last day kept; what is over keeps its own.',
  })
  @ApiOkResponse({ description: '`outcome`: loaded, or repeated where the same had been loaded before' })
  @ApiUnprocessableEntityResponse({ description: 'Every fault by field; nothing was changed' })
  async load(@Body() body: CalendarRequest, @FromCaller() { subject }: Caller): Promise<{ edition: string; outcome: string }> {
    const { edition } = body;
    const outcome = await this.calendars.load({ edition, years: readYears(body.years) }, subject);
    if (outcome.kind === 'refused') {
      const wording = { zh: '日历有误，未装载。', en: 'The calendar has faults and was not loaded.' };
      throw new Problem(422, 'calendar-refused', wording, outcome.faults);
    }
    return { edition, outcome: outcome.kind };
  }
}
