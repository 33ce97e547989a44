import type { Stage } from './case-progress.js';
import { words, type Wording } from '../wording.js';

export const stageNames: Readonly<Record<Stage, Wording>> = {
  submitted: words('已提交', 'submitted'),
  supplementRequested: words('待补正', 'to be supplemented'),
  supplemented: words('已补正', 'supplemented'),
  accepted: words('已受理', 'accepted'),
  withdrawalRequested: words('已申请撤回', 'withdrawal asked'),
  notAccepted: words('不予受理', 'not accepted'),
  withdrawn: words('已撤回', 'withdrawn'),
  refused: words('不予修复', 'refused'),
  objected: words('已提出异议', 'objection filed'),
  objectionRejected: words('异议不成立', 'objection rejected'),
  objectionUpheld: words('异议成立', 'objection upheld'),
  approved: words('准予修复', 'approved'),
  shown: words('各网站已更新', 'shown on every site'),
  recognised: words('已互认其他网站的结果，申请办结', 'closed: an outcome decided elsewhere is recognised'),
  revoked: words('修复已撤销，信息恢复公示', 'repair revoked, shown again'),
};
