import { signatureHeaders, sitePaths } from '@tongxiu/contracts/site';
import type { DigestsAnswer, HeldRecord, PublicationAnswer, Receipt, StatusAnswer } from '@tongxiu/contracts';
import type { FaultSwitches } from '../faults/fault-switches.js';
import { json, refusal, type Answer, type Asked, type Route } from '../http/answer.js';
import { readList, readRecordKeys } from '../http/read-json.js';
import { digestsOf } from '../ledger/digests.js';
import type { LaterBook } from '../ledger/later-book.js';
import type { Ledger } from '../ledger/ledger.js';
import { receiptNumber } from '../ledger/receipt-number.js';
import type { CarryOut } from './carry-out.js';
import { signatureHolds, signatureOf } from './signature.js';
import type { WorkingKeys } from './working-keys.js';

const windowMs = 5 * 60_000;

export interface Client {
  readonly id: string;
  readonly secret: Buffer;
}

/** The signed door of the platform: working keys, publications, status, digests. */
export class ExchangeDoor {
  readonly routes: Readonly<Record<string, Route>> = {
    [sitePaths.workingKey]: (asked) => this.workingKey(asked),
    [sitePaths.publications]: (asked) => this.signed(asked, () => this.publications(asked)),
    [sitePaths.status]: (asked) => this.signed(asked, () => this.status(asked)),
    [sitePaths.digests]: (asked) => this.signed(asked, () => this.digests()),
  };

  constructor(
    private readonly client: Client,
    private readonly keys: WorkingKeys,
    private readonly carryOut: CarryOut,
    private readonly ledger: Ledger,
    private readonly later: LaterBook,
    private readonly faults: FaultSwitches,
    private readonly receiptPrefix: string,
  ) {}

  private workingKey(asked: Asked): Answer {
    const known = asked.header(signatureHeaders.keyId) === this.client.id;
    // An unknown client is checked against the real secret all the same: the time of a refusal then tells nothing.
    const holds = this.signatureHolds(asked, this.client.secret);
    return known && holds ? json(this.keys.issue(asked.nowMs)) : badSignature;
  }

  private signed(asked: Asked, then: () => Answer): Answer {
    const key = this.keys.valid(asked.header(signatureHeaders.keyId) ?? '', asked.nowMs);
    if (key === undefined) return secretExpired;
    return this.signatureHolds(asked, key) ? then() : badSignature;
  }

  private signatureHolds(asked: Asked, key: Buffer): boolean {
    const timestamp = asked.header(signatureHeaders.timestamp) ?? '';
    const given = asked.header(signatureHeaders.signature) ?? '';
    const timely = /^\d{1,16}$/.test(timestamp) && Math.abs(Number(timestamp) - asked.nowMs) <= windowMs;
    return timely && signatureHolds(signatureOf(key, asked.method, asked.path, timestamp, asked.body), given);
  }

  private publications(asked: Asked): Answer {
    const reading = readList(asked.body, 'changes');
    if ('refused' in reading) return reading.refused;
    const { batchId } = reading.value.whole as { batchId?: unknown };
    if (typeof batchId !== 'string' || batchId.length > 200) {
      return refusal(400, 'MALFORMED', { zh: 'batchId 缺失或过长', en: 'batchId is missing or too long' });
    }
    const { list } = reading.value;
    let receipts: readonly Receipt[] = this.carryOut.request(list, asked.nowMs);
    if (this.faults.chance(this.faults.settings.duplicateRate)) receipts = this.carryOut.request(list, asked.nowMs);
    const answer: PublicationAnswer = { batchId, receipts: this.faults.garble(receipts) };
    return json(answer);
  }

  private status(asked: Asked): Answer {
    const reading = readRecordKeys(asked.body);
    if ('refused' in reading) return reading.refused;
    const answer: StatusAnswer = { records: reading.value.map((recordKey) => this.heldRecord(recordKey)) };
    return json(answer);
  }

  private digests(): Answer {
    const answer: DigestsAnswer = { buckets: digestsOf(this.ledger.database) };
    return json(answer);
  }

  private heldRecord(recordKey: string): HeldRecord {
    const held = this.ledger.find(recordKey);
    const extras = { pending: this.later.pendingVersion(recordKey), rejected: this.later.rejectedVersion(recordKey) };
    if (held === undefined) return { recordKey, version: 0, ...extras };
    const { version, state, bulletinNo, appliedAtMs } = held;
    const receiptNo = receiptNumber(this.receiptPrefix, appliedAtMs, bulletinNo);
    return { recordKey, version, state, receiptNo, appliedAt: new Date(appliedAtMs).toISOString(), ...extras };
  }
}

const secretExpired = refusal(401, 'SECRET_EXPIRED', {
  zh: '工作密钥未知或已过期，请重新申请',
  en: 'The working key is unknown or has expired; ask for a new one',
});

const badSignature = refusal(401, 'BAD_SIGNATURE', {
  zh: '签名、密钥编号或时间戳不正确（时间戳须在五分钟之内）',
  en: 'The signature, key id or timestamp does not hold (the timestamp must be within five minutes)',
});
