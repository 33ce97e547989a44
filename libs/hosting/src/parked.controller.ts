import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { ParkingLot, type ParkedMessage } from '@tongxiu/messaging';
import { Problem } from '@tongxiu/problems';
import { isUUID } from 'class-validator';
import { DiscardRequest, ParkedPageRequest } from './parked.requests.js';

/** A list does not carry payloads: they are looked at one by one, by whoever has a reason to. */
type ParkedLine = Omit<ParkedMessage, 'payload' | 'headers'>;

/** Messages of this service that no retry can help: look, deliver again after the cause is cured, or give up with a reason. */
@ApiTags('parked')
@ApiBearerAuth()
@Allow('operator')
@Controller('parked')
export class ParkedController {
  constructor(private readonly parkingLot: ParkingLot) {}

  @Get()
  @ApiOperation({ summary: 'Parked messages, oldest first. 待处置的消息' })
  @ApiOkResponse({
    description: '`{ messages: [{ id, reaction, topic, partition, offset, key, type, reason, attempts, status, … }], next? }`',
  })
  async list(@Query() { after, limit, ...filter }: ParkedPageRequest): Promise<{ messages: ParkedLine[]; next?: string }> {
    const found = await this.parkingLot.list(filter, { after, limit });
    const last = found.at(-1);
    const messages = found.map(({ payload: _payload, headers: _headers, ...line }) => line);
    return found.length < limit || last === undefined ? { messages } : { messages, next: last.id };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One parked message with headers and payload. 单条消息' })
  @ApiOkResponse({ description: 'The message; `payload` is absent where it was too long to keep, its SHA-256 is always there.' })
  @ApiNotFoundResponse({ description: 'No message of this id was ever parked.' })
  async one(@Param('id') id: string): Promise<ParkedMessage> {
    const found = isUUID(id) ? await this.parkingLot.get(id) : undefined;
    if (found === undefined) throw unknown();
    return found;
  }

  @Post(':id/replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Deliver it once more, with what waits behind it, in order. 重新投递' })
  @ApiOkResponse({ description: '`{ replayed: n }`: so many messages were worked, in one transaction.' })
  @ApiConflictResponse({ description: 'It was replayed or discarded before, or failed again and stays parked; the reason is named.' })
  async replay(@Param('id') id: string, @FromCaller() caller: Caller): Promise<{ replayed: number }> {
    await this.one(id);
    const outcome = await this.parkingLot.replay(id, caller.subject);
    switch (outcome.outcome) {
      case 'replayed':
        return { replayed: outcome.messages };
      case 'unknown':
        throw unknown();
      case 'ended':
        throw ended();
      case 'failed': {
        const message = { zh: `重新投递仍失败：${outcome.reason}`, en: `It failed again: ${outcome.reason}` };
        throw new Problem(409, 'still-failing', { zh: '消息仍无法处理，继续留存', en: 'The message still fails and stays parked' }, [
          { message },
        ]);
      }
    }
  }

  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give it up for good, with a reason that is kept. 放弃处理并记录理由' })
  @ApiOkResponse({ description: '`{ discarded: true }`' })
  @ApiConflictResponse({ description: 'It was replayed or discarded before.' })
  async discard(@Param('id') id: string, @Body() { reason }: DiscardRequest, @FromCaller() caller: Caller): Promise<{ discarded: true }> {
    await this.one(id);
    if (!(await this.parkingLot.discard(id, caller.subject, reason))) throw ended();
    return { discarded: true };
  }
}

const unknown = (): Problem => new Problem(404, 'not-parked', { zh: '没有这条待处置的消息', en: 'No message of this id is parked' });
const ended = (): Problem =>
  new Problem(409, 'already-ended', { zh: '该消息已经处置', en: 'This message was replayed or discarded before' });
