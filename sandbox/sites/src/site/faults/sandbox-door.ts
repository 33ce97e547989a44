import { createHash, timingSafeEqual } from 'node:crypto';
import { json, refusal, type Answer, type Asked, type Route } from '../http/answer.js';
import { noFaults, readFaults, type FaultSettings } from './fault-settings.js';

export const sandboxPath = '/sandbox/faults';
export const adminHeader = 'x-sandbox-admin';

/** What the door turns: the composition of the site decides what each switch reaches. */
export abstract class FaultBoard {
  abstract read(): FaultSettings;
  abstract turn(settings: FaultSettings, expireKeys: boolean): void;
}

/** The sandbox's own door. It is no part of the published interface, and a site started without faults does not have it. */
export function sandboxRoute(board: FaultBoard, adminToken: string): Route {
  const expected = digest(adminToken);
  return (asked) => {
    const entitled = timingSafeEqual(digest(asked.header(adminHeader) ?? ''), expected);
    return entitled ? (doors[asked.method] ?? notAllowed)(asked, board) : notEntitled;
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const doors: Readonly<Record<string, (asked: Asked, board: FaultBoard) => Answer>> = {
  GET: (_asked, board) => json(board.read()),
  PUT: (asked, board) => {
    const reading = readFaults(parsed(asked.body));
    if ('wrong' in reading) return unreadable(reading.wrong);
    board.turn(reading.settings, reading.expireKeys);
    return json(board.read());
  },
  DELETE: (_asked, board) => {
    board.turn(noFaults, false);
    return json(board.read());
  },
};

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

const unreadable = (fields: readonly string[]): Answer =>
  refusal(400, 'MALFORMED', { zh: `故障开关无法识别：${fields.join('、')}`, en: `Unknown or unfit fault switches: ${fields.join(', ')}` });

const notAllowed = (): Answer =>
  refusal(405, 'MALFORMED', { zh: '仅支持 GET、PUT、DELETE', en: 'Only GET, PUT and DELETE' }, { allow: 'GET, PUT, DELETE' });

const notEntitled = refusal(401, 'NO_PERMISSION', { zh: '沙箱管理口令不正确', en: 'The sandbox admin token does not hold' });
