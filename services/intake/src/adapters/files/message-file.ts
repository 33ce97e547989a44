import { Logger } from '@nestjs/common';
import { appendFile } from 'node:fs/promises';
import { Notifications } from '../../app/submit-applications.js';

/**
 * Stands where a short-message gateway would: one line per message, with the number masked, for a person to read in a trial run.
 * The number itself is written nowhere.
 */
export class MessageFile extends Notifications {
  private readonly logger = new Logger(MessageFile.name);

  constructor(private readonly path: string) {
    super();
  }

  submitted({ phone, caseId, queryCode, at }: { phone: string; caseId: string; queryCode: string; at: string }): void {
    const text = `【信用修复】您的申请已提交，办理进度查询码：${queryCode}。Your application was submitted; progress query code: ${queryCode}.`;
    const line = JSON.stringify({ at, to: `${phone.slice(0, 3)}****${phone.slice(-4)}`, caseId, text });
    appendFile(this.path, `${line}\n`, { mode: 0o600 }).catch((cause: unknown) => {
      this.logger.error('a message could not be written', cause instanceof Error ? cause.stack : undefined);
    });
  }
}
