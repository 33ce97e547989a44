/** What the software offers towards duties that only organisations can perform, and towards the plan's own dates. Every ORG rule has a row. */
export const offers: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'H-006': {
    zh: '一次申请、批量接口、进度查询码与逐条说明的拒绝理由',
    en: 'one application, batch doors, progress by query code, refusals that name every reason',
  },
  'H-042': { zh: '计划自身的完成时间，记录于此', en: 'a date of the plan itself, recorded here' },
  'H-053': {
    zh: '告知书写明权利、条件与两种申请方式；可修复日起的提醒',
    en: 'the notice states rights, conditions and both ways to apply; a reminder when repair becomes possible',
  },
  'H-054': { zh: '计划自身的完成时间，记录于此', en: 'a date of the plan itself, recorded here' },
  'H-056': {
    zh: '期限对象、预警、逾期记录与台账，用于改进时效',
    en: 'deadline objects, warnings, breach records and the archive, to improve timeliness by',
  },
  'H-060': { zh: '计划自身的完成时间，记录于此', en: 'a date of the plan itself, recorded here' },
  'H-072': { zh: '运维台账、各站通道与指标，供统筹推进', en: 'lanes, figures and the archive, for who coordinates' },
  'H-074': {
    zh: '互认接口：外部作出的结果同步到其他网站',
    en: 'recognition of outcomes decided elsewhere, with the same effect on all other sites',
  },
  'H-075': { zh: '市场监管渠道的受理、审核与移出', en: 'acceptance, review and removal in the market-regulation channel' },
  'H-080': {
    zh: '服务质量指标：受理、决定、同步的用时与逾期',
    en: 'figures of service quality: time to accept, decide and synchronise, and what was late',
  },
  'H-081': { zh: '部门与运维手册、指引专栏', en: 'guides for departments and operators, the guidance column' },
  'H-082': { zh: '公开的指引专栏与信用承诺公示', en: 'the public guidance column and published commitments' },
  'H-083': { zh: '从推送到各站公示的全链条与其凭据', en: 'the whole chain from push to every site, with proof' },
  'H-087': { zh: '全程在线、免费、不重复提交', en: 'online throughout, free of charge, nothing handed in twice' },
  'J-006': { zh: '自愿申请；规则、理由与过程公开可查', en: 'applications are voluntary; rules, reasons and progress can be looked up' },
  'J-007': { zh: '台账与期限监督供指导监督使用', en: 'the archive and the watch over deadlines, for guidance and supervision' },
  'J-043': { zh: '同上；培训证明可作为材料与参考', en: 'the same; training may be handed in and counts as a reference' },
  'J-050': { zh: '名单制度与规则版本可由单位设定', en: 'a unit may set the regime of its list; rulebooks are dated data' },
  'J-052': { zh: 'JS-2020 自 2020-09-26 起适用', en: 'JS-2020 is in force from 2020-09-26' },
};
