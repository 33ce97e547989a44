interface Reading {
  readonly rules: readonly string[];
  readonly zh: string;
  readonly en: string;
}

/** Where the two documents are silent or at odds with themselves, how the software reads them. */
export const readings: readonly Reading[] = [
  {
    rules: ['H-018', 'J-010', 'J-013'],
    zh: '期限不计决定当日，止于对应日；当月无对应日的，止于月末。期限含最后一日，次日起可申请。此读法为规则集参数（counting.*）',
    en: 'Periods do not count the day of the decision and end on the same day number, or on the last day of a shorter month. The last day belongs to them; an application is possible from the day after. The reading is a parameter (counting.*)',
  },
  {
    rules: ['H-019', 'H-021', 'H-055'],
    zh: '四(一)1未列个体工商户经营异常状态：作为单独一类，由列入机关受理并恢复，而非处罚决定机关',
    en: 'The abnormal status of individual businesses, missing in 四(一)1, is a kind of its own; as with the abnormal list, whoever listed accepts and decides, not a penalising authority',
  },
  {
    rules: ['H-022', 'H-057'],
    zh: '经营异常名录和状态有两种时限：5个工作日内决定是否受理，受理后10个工作日内决定是否移出',
    en: 'Of the two clocks for abnormal list and status: 5 working days to accept, then 10 from acceptance to decide',
  },
  {
    rules: ['H-037', 'H-066', 'H-070', 'H-078'],
    zh: '“及时”与“实时”并存的，从严按实时',
    en: 'Where promptly and in real time stand side by side, the stricter one holds: at once',
  },
  {
    rules: ['H-038', 'H-067'],
    zh: '“1个工作日”只约束市平台对名单列入和移出的更新，自收到共享起算；移出按 H-038 引用',
    en: 'The one working day binds the city platform for severe lists only, from receipt of what is shared; for a removal H-038 is cited',
  },
  {
    rules: ['H-010', 'J-018'],
    zh: '实施方案未单列虚假材料：不实申请视为未证明已纠正和履行',
    en: 'The Hohhot plan has no clause of its own on false materials: an untrue application proves neither correction nor performance',
  },
  {
    rules: ['H-051'],
    zh: '仅有警告、通报批评的处罚不送达告知书；并处其他处罚的照常送达',
    en: 'No notice is served for a penalty that is nothing but a warning or circulated criticism; beside any other penalty it is served',
  },
  {
    rules: ['J-016', 'J-017'],
    zh: '不予修复至记录载明的公示截止日期（通知本身未定最长公示期）；未载明的，不予修复',
    en: 'No repair until the day on which the record says its publicity ends, since the notice has no maximum of its own; where the record says none, no repair',
  },
  {
    rules: ['J-049'],
    zh: '未标注严重程度的，名单和二(六)所列处罚按严重处理，其余按一般处理；标注为轻微的按一般处理',
    en: 'Unmarked, severe lists and the penalties of 二(六) are read as severe and all else as general; minor, which the notice does not know, as general',
  },
  {
    rules: ['J-026', 'J-042'],
    zh: '实施方案没有补正告知和异议的时限：平台在呼和浩特也遵守，但单独列出（adoptedDeadlines），不作为方案的规定',
    en: 'The Hohhot plan limits neither the supplement notice nor objections: the platform keeps both limits there too, but apart (adoptedDeadlines), not as law of the plan',
  },
  {
    rules: ['H-028', 'H-029', 'H-030', 'J-025'],
    zh: '条件均已具备但缺少材料的，为不可修复，只列缺少的材料，不列违反的规则',
    en: 'Where every condition holds but materials are missing, the case is not repairable: the materials are named, and no rule counts as broken',
  },
];
