import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { Clock } from '@tongxiu/hosting';
import { Problem } from '@tongxiu/problems';
import { PushRecords, type RowResult } from '../../../app/push-records.js';
import { unknownFields } from '../../../domain/push/row-reader.js';
import { SqlRegisterReader, type RegisterPage } from '../../postgres/register.sql-reader.js';
import { BatchGate } from './batch-gate.js';
import { isRow, readPushedRows } from './pushed-rows.js';
import { batchAnswer, pushedRow, singleAnswer } from './records.openapi.js';
import { recordKeyPipe } from '../path-parameters.js';
import { notFound, organOf, rowRefused } from '../refusals.js';

interface BatchRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

export interface BatchAnswer {
  readonly received: number;
  readonly listed: number;
  readonly removed: number;
  readonly repeated: number;
  readonly rejected: readonly { readonly line: number; readonly code: string; readonly errors: readonly object[] }[];
  readonly recordKeys: readonly (string | null)[];
  /** Fields nobody knows: they were not read. */
  readonly ignored?: readonly string[];
}

@ApiTags('records')
@ApiBearerAuth()
@Controller('records')
export class RecordsController {
  constructor(
    private readonly pushRecords: PushRecords,
    private readonly reader: SqlRegisterReader,
    private readonly gate: BatchGate,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('department')
  @ApiOperation({
    summary: 'Push one record: list, correct or remove it · 报送一条信息（列入、更正或移出）',
    description: 'Only the organ that listed removes (谁列入、谁移出: H-055, H-062). The same push again changes nothing and answers 200.',
  })
  @ApiBody({ schema: pushedRow })
  @ApiResponse({ status: 201, schema: singleAnswer })
  @ApiResponse({ status: 200, description: 'repeated', schema: singleAnswer })
  async push(@Body() body: unknown, @FromCaller() caller: Caller, @Res({ passthrough: true }) reply: { status(code: number): unknown }) {
    const pusher = { organ: organOf(caller), subject: caller.subject };
    if (!isRow(body)) throw new Problem(400, 'malformed-request', { zh: '应为一个 JSON 对象', en: 'The body is one JSON object' });
    const [result] = await this.pushRecords.run([{ line: 1, row: body }], pusher, this.clock.now());
    if (result === undefined) throw new Error('one row gives one result');
    if (result.kind === 'refused') throw rowRefused(result.code, result.objections);
    reply.status(result.kind === 'repeated' ? 200 : 201);
    return { recordKey: result.recordKey, revision: result.revision, outcome: result.kind, ...ignored([body]) };
  }

  @Post('batch')
  @HttpCode(200)
  @Allow('department')
  @ApiOperation({
    summary: 'Push up to 10 000 rows as a JSON list, NDJSON or 双公示 CSV · 批量报送',
    description:
      'Good rows are kept; every bad one is answered with its line number and everything that is wrong with it. Rows about one record are applied in row order.',
  })
  @ApiConsumes('application/json', 'application/x-ndjson', 'text/csv')
  @ApiBody({ schema: { type: 'array', items: pushedRow, maxItems: 10_000 } })
  @ApiOkResponse({ schema: batchAnswer })
  async pushBatch(@Req() request: BatchRequest, @FromCaller() caller: Caller): Promise<BatchAnswer> {
    const pusher = { organ: organOf(caller), subject: caller.subject };
    const receivedAt = this.clock.now();
    return this.gate.pass(async () => {
      const rows = await readPushedRows(request.headers['content-type'], request.body);
      const results = await this.pushRecords.run(rows, pusher, receivedAt);
      return { ...answerOf(results), ...ignored(rows.flatMap(({ row }) => (row === undefined ? [] : [row]))) };
    });
  }

  @Get(':recordKey')
  @Allow('department', 'operator')
  @ApiOperation({
    summary: 'A register entry with all its revisions · 登记信息及历次变更',
    description: 'A department sees its own entries only.',
  })
  async page(@Param('recordKey', recordKeyPipe) recordKey: string, @FromCaller() caller: Caller): Promise<RegisterPage> {
    const page = await this.reader.page(recordKey);
    if (page === undefined || (caller.role === 'department' && page.organCode !== caller.organ?.code)) {
      throw notFound({ zh: '本单位没有这条信息', en: 'Your organ has no such record' });
    }
    return page;
  }
}

function answerOf(results: readonly RowResult[]): BatchAnswer {
  const counted = { listed: 0, removed: 0, repeated: 0, refused: 0 };
  for (const { kind } of results) counted[kind] += 1;
  return {
    received: results.length,
    listed: counted.listed,
    removed: counted.removed,
    repeated: counted.repeated,
    rejected: results.flatMap((result) =>
      result.kind === 'refused' ? [{ line: result.line, code: result.code, errors: result.objections }] : [],
    ),
    recordKeys: results.map((result) => (result.kind === 'refused' ? null : result.recordKey)),
  };
}

function ignored(rows: readonly Readonly<Record<string, unknown>>[]): { ignored?: readonly string[] } {
  const names = unknownFields(rows);
  return names.length === 0 ? {} : { ignored: names };
}
