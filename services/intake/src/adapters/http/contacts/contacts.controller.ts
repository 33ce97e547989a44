import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, FromCaller, type Caller } from '@tongxiu/access';
import { checkCreditCode } from '@tongxiu/credit-code';
import { malformedRequest, Problem } from '@tongxiu/problems';
import { CompanyContacts } from '../../../app/messages/messages.js';
import { SqlMessageQueue, type QueueState } from '../../postgres/messages/message-queue.sql-store.js';
import { actsFor } from '../refusals.js';
import { ContactRequest } from './contacts.requests.js';

const givenUpMax = 200;

@ApiTags('messages')
@ApiBearerAuth()
@Controller()
export class ContactsController {
  constructor(
    private readonly contacts: CompanyContacts,
    private readonly queue: SqlMessageQueue,
  ) {}

  @Put('companies/:creditCode/contact')
  @HttpCode(204)
  @Allow('applicant', 'portal')
  @ApiOperation({
    summary: 'Leave a number for reminders and progress · 登记接收提醒的手机号',
    description: 'H-084. Kept sealed until the company takes it back; it is never shown again.',
  })
  async set(@Param('creditCode') creditCode: string, @Body() { phone }: ContactRequest, @FromCaller() caller: Caller): Promise<void> {
    await this.contacts.set(ownCompany(creditCode, caller), phone, caller.subject);
  }

  @Delete('companies/:creditCode/contact')
  @HttpCode(204)
  @Allow('applicant', 'portal')
  @ApiOperation({ summary: 'Take the number back · 删除手机号' })
  async forget(@Param('creditCode') creditCode: string, @FromCaller() caller: Caller): Promise<void> {
    await this.contacts.forget(ownCompany(creditCode, caller));
  }

  @Get('messages')
  @Allow('operator')
  @ApiOperation({ summary: 'Short messages that wait, and those given up · 短信发送情况', description: 'Without numbers and texts.' })
  state(): Promise<QueueState> {
    return this.queue.state(givenUpMax);
  }
}

function ownCompany(creditCode: string, caller: Caller): string {
  const own = actsFor(caller);
  if (own !== undefined && own !== creditCode) {
    throw new Problem(403, 'not-your-company', { zh: '只能为本企业登记', en: 'You may do this for your own company only' });
  }
  const [fault] = checkCreditCode(creditCode).errors ?? [];
  if (fault !== undefined) throw malformedRequest([{ field: 'creditCode', message: fault.message }]);
  return creditCode;
}
