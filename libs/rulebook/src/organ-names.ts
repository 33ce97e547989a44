/** Units as the annexes print them, with the other names the same units go by. */
const alsoKnownAs: Readonly<Record<string, readonly string[]>> = {
  市中级人民法院: ['市中院', '市中级法院'],
  市人社局: ['市人力资源和社会保障局', '市人力资源社会保障局'],
  市市场监管局: ['市市场监督管理局', '市场监督管理局', '市场监管局'],
  市税务局: [],
  市统计局: [],
  市民政局: [],
  市应急管理局: ['市应急局'],
  市发展改革委: ['市发展和改革委员会', '市发展改革委员会', '市发改委'],
  市交通运输局: ['市交通局'],
  市残联: ['市残疾人联合会'],
  市教育局: [],
  市卫生健康委: ['市卫生健康委员会', '市卫健委'],
  市医疗保障局: ['市医保局'],
  市委网信办: ['市委网络安全和信息化委员会办公室', '市网信办', '市互联网信息办公室'],
  市公安局: [],
  市文旅局: ['市文化和旅游局', '市文化旅游局', '市文化旅游广电局'],
  市住建局: ['市住房和城乡建设局', '市住房城乡建设局'],
  市水利局: ['市水务局'],
  市农牧局: [],
  市生态环境局: [],
  市知识产权局: [],
  市消防救援支队: [],
  市自然资源局: [],
  市财政局: [],
  市公共资源交易监督管理局: ['市公共资源交易监管局'],
  市邮政管理局: [],
  赛罕海关: [],
  市商务局: [],
};

const printedName = new Map(
  Object.entries(alsoKnownAs).flatMap(([printed, others]) => [printed, ...others].map((name) => [name, printed] as const)),
);

/**
 * The name under which the annexes print a unit, or undefined when they do not. The documents themselves write 市场监督管理局 in one place and
 * 市市场监管局 in another; departments sign with their full names.
 */
export function printedOrganName(name: string): string | undefined {
  const folded = name
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/^(中国共产党|中共|中华人民共和国|国家税务总局)/u, '')
    .replace(/^内蒙古(自治区)?/u, '')
    .replace(/^呼和浩特市/u, '市')
    .replace(/^呼和浩特/u, '市');
  return printedName.get(folded) ?? printedName.get(`市${folded}`);
}

export const printedOrganNames: readonly string[] = Object.keys(alsoKnownAs);
