import { describe, expect, test } from '@jest/globals';
import { annexOne } from './annex-one.js';
import { copies, noticeOf } from './notice.js';
import { serviceFaults, servedTogether } from './service.js';
import { templateFaults } from './template-rules.js';

const facts = {
  subjectName: '呼和浩特市同修商贸有限公司',
  organName: '呼和浩特市城市管理综合执法局',
  documentNo: '呼城罚〔2026〕1号',
  decidedOn: '2026-01-05',
  on: '2026-01-09',
};
const notice = noticeOf(facts);
const text = [notice.title, notice.addressee, ...notice.body, notice.signature, notice.date, notice.remark].join('');

describe('the notice is the text of Annex 1 (H-050, H-088)', () => {
  test.each([
    ['is addressed to the party by name (H-089)', '呼和浩特市同修商贸有限公司：'],
    [
      'names its legal basis and where the penalty is reported (H-090)',
      '根据《中华人民共和国行政处罚法》和《中华人民共和国政府信息公开条例》，该条行政处罚信息将报送至“信用中国”网站和国家企业信用信息公示系统进行公示',
    ],
    [
      'says that it counts as general dishonesty (H-091)',
      '根据《内蒙古自治区公共信用信息管理条例》，行政处罚信息为一般失信信息，将受到以下惩戒措施',
    ],
    [
      'measure 1 (H-092)',
      '1.在行政许可、行政确认等行政管理和公共服务过程中，列为重点审查对象，不予适用告知承诺等简化程序；限制享受相关便利措施，取消已经享受的便利化措施',
    ],
    ['measure 2 (H-093)', '2.不予享受财政资金补助或项目支持以及融资服务、招商引资配套优惠等各类优惠政策'],
    ['measure 3 (H-094)', '3.在政府采购、招标投标等公共资源交易活动中，依法给予信用减分、降低信用等次'],
    ['measure 4 (H-095)', '4.在日常监督管理中，列为重点监督管理对象，增加检查频次，加强现场检查'],
    ['measure 5 (H-096)', '5.不予列入各类免检、免审范围等'],
    [
      'restates the periods (H-097)',
      '行政处罚信息自行政处罚决定之日起，最短公示期为三个月，最长公示期为三年，其中涉及食品、药品、特种设备、安全生产、消防领域行政处罚信息最短公示期一年',
    ],
    [
      'asks for full performance first (H-098)',
      '在完全履行行政处罚决定规定的义务并达到最短公示期限后，可通过以下两种方式申请提前终止公示行政处罚信息',
    ],
    [
      'way 1, market regulation (H-052, H-099)',
      '1.市场监管部门作出的行政处罚可通过国家企业信用信息公示系统(内蒙古)(http://nm.gsxt.gov.cn)申请',
    ],
    [
      'way 2, all others (H-052, H-099)',
      '2.其他部门作出的行政处罚信息(不含市场监管部门作出的行政处罚信息)可通过“信用中国”网站(https://www.creditchina.gov.cn/)申请',
    ],
    ['is online and free of charge (H-100)', '行政处罚信息信用修复全流程在线办理，全程无需支付任何费用'],
    ['lets special rules prevail (H-101)', '法律、行政法规、部门规章和党中央、国务院政策文件对信用信息公示和修复另有规定的，从其规定'],
    ['is signed and dated by the department (H-102)', '呼和浩特市城市管理综合执法局2026年1月9日'],
    ['comes in two copies (H-103)', '此告知书一式两份，一份留存执法案卷，一份交当事人'],
  ])('it %s', (_what, words) => {
    expect(text).toContain(words);
  });

  test('each copy says whose it is and to which decision it belongs (H-049, H-103)', () => {
    expect(notice.feet).toHaveLength(copies.length);
    expect(notice.feet[0]).toMatch(/呼城罚〔2026〕1号.*留存执法案卷/u);
    expect(notice.feet[1]).toMatch(/呼城罚〔2026〕1号.*交当事人/u);
  });
});

describe('a department may adapt the text (H-050)', () => {
  test('and the annex itself passes', () => {
    expect(templateFaults(annexOne.body)).toEqual([]);
  });

  test('with placeholders that are filled in', () => {
    expect(noticeOf(facts, ['{organName}于{decidedOn}作出{documentNo}。']).body).toEqual([
      '呼和浩特市城市管理综合执法局于2026年1月5日作出呼城罚〔2026〕1号。',
    ]);
  });

  test('but leaves out nothing the party must be told (H-052, H-097, H-098, H-100, H-101)', () => {
    expect(templateFaults(['欢迎来电咨询。']).map(({ rule }) => rule)).toEqual(['H-052', 'H-097', 'H-098', 'H-100', 'H-101']);
  });

  test('and a placeholder nobody fills is named', () => {
    expect(templateFaults([...annexOne.body, '联系人：{phone}']).map(({ field, message }) => [field, message.en.slice(0, 32)])).toEqual([
      [`paragraphs[${annexOne.body.length}]`, 'There is no placeholder {phone};'],
    ]);
  });
});

test.each([
  ['both on one day', '2026-01-09', '2026-01-09', true],
  ['the notice later', '2026-01-12', '2026-01-09', false],
])('two documents delivered together: %s (H-048)', (_case, servedOn, decisionServedOn, together) => {
  expect(servedTogether({ servedOn, decisionServedOn })).toBe(together);
});

test('a service before the decision, or on a day to come, is named', () => {
  expect(serviceFaults({ servedOn: '2026-01-04', decisionServedOn: '2026-01-10' }, '2026-01-05', '2026-01-09')).toEqual([
    'servedOn',
    'decisionServedOn',
  ]);
  expect(serviceFaults({ servedOn: '2026-01-09', decisionServedOn: '2026-01-05' }, '2026-01-05', '2026-01-09')).toEqual([]);
});
