import type { Clause } from './clauses.js';

/**
 * What was read of the national rules that are newer than the two documents. Their official text was not at hand: each entry says only what
 * several readers of it report alike, and nothing here is a quotation.
 */
const reported = (id: string, clause: string, zh: string, en: string): Clause => ({ id, document: 'CN-2026', clause, kind: 'SYS', zh, en });

export const nationalClauses: readonly Clause[] = [
  reported(
    'N-001',
    '信用修复管理办法（国家发展改革委令第36号）',
    '自2026年4月1日起施行，58号令同时废止',
    'In force from 2026-04-01; Order 58 is repealed.',
  ),
  reported(
    'N-002',
    '第三条',
    '信用修复包括终止公示、停止共享和使用、同步解除惩戒',
    'Repair means: publicity ends, sharing and use stop, punishment is lifted at the same time.',
  ),
  reported(
    'N-003',
    '第四条',
    '适用于严重失信主体名单、行政处罚、异常名录和其他失信信息',
    'It covers severe lists, administrative penalties, abnormal lists and other information of dishonesty.',
  ),
  reported('N-004', '分类', '失信信息分为轻微、一般、严重三类', 'Information of dishonesty is minor, general or severe.'),
  reported(
    'N-005',
    '公示期限（轻微）',
    '轻微失信信息原则上不公示；确需公示的，最长公示期三个月，履行义务后即可申请修复',
    'Minor information is in principle not shown; where it is, for 3 months at most, and it may be repaired once the duties are done.',
  ),
  reported(
    'N-006',
    '公示期限（一般）',
    '一般失信信息最短公示期三个月，最长公示期一年',
    'General information is shown for at least 3 months and at most 1 year.',
  ),
  reported(
    'N-007',
    '公示期限（严重）',
    '严重失信信息最短公示期一年，最长公示期三年',
    'Severe information is shown for at least 1 year and at most 3 years.',
  ),
  reported(
    'N-008',
    '公示期限（起算）',
    '公示期限自司法、行政公务文书认定之日起算',
    'Periods run from the day of the finding in the judicial or administrative document.',
  ),
  reported(
    'N-009',
    '公示期限（届满）',
    '最长公示期届满自动停止公示；未纠正、未履行义务的，按行业规定办理',
    'At the maximum publicity stops by itself; where nothing was corrected or performed, sector rules apply.',
  ),
  reported(
    'N-010',
    '修复条件（纠正与履行）',
    '已纠正失信行为，行政处罚、异常名录、严重失信主体名单所涉义务均已履行完毕',
    'The conduct is corrected and every duty under the penalty, abnormal list or severe list is done.',
  ),
  reported(
    'N-011',
    '修复条件（承诺）',
    '公开作出信用承诺，承诺所提交材料真实有效并愿意承担责任',
    'A public commitment that the materials are true, with acceptance of liability.',
  ),
  reported(
    'N-012',
    '申请渠道',
    '通过“信用中国”网站统一受理，谁认定、谁修复',
    'Credit China is the single window; whoever made the finding repairs it.',
  ),
  reported(
    'N-013',
    '办理时限',
    '受理与办理期限待核对官方文本',
    'The limits for acceptance and decision are still to be checked against the official text.',
  ),
  reported(
    'N-014',
    '告知',
    '送达处罚决定书或列入严重失信主体名单决定书时一并告知信用修复事项',
    'When a penalty or a listing decision is served, the way to repair is told with it.',
  ),
  reported('N-015', '申请材料', '履行义务的证明材料和信用承诺书', 'Proof of performance and the commitment letter.'),
];
