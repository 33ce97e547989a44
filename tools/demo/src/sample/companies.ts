import type { SubjectKind } from '@tongxiu/contracts';
import { sampleCode } from '@tongxiu/stack';

export interface Company {
  readonly creditCode: string;
  readonly name: string;
  readonly kind: SubjectKind;
}

const places = [
  '新城区',
  '回民区',
  '玉泉区',
  '赛罕区',
  '土默特左旗',
  '托克托县',
  '和林格尔县',
  '清水河县',
  '武川县',
  '金川开发区',
] as const;
const brands = [
  '青山',
  '敕勒川',
  '昭君',
  '大黑河',
  '丰州',
  '云中',
  '青城',
  '蒙晟',
  '阴山',
  '白塔',
  '绿野',
  '众合',
  '恒泽',
  '瑞霖',
] as const;
const trades = ['乳业', '建筑工程', '餐饮管理', '医药连锁', '机械制造', '物流运输', '物业服务', '商贸', '农牧科技', '化工'] as const;
const shops = ['面馆', '便利店', '水果店', '理发店', '五金店', '奶茶店', '汽修店', '药房'] as const;

const areas = ['150100', '150102', '150103', '150104', '150105', '150121', '150122', '150123', '150124', '150125'] as const;

/** 91 is the class of enterprises, 92 of individual businesses. */
export const creditCodeOf = (classes: '91' | '92', serial: number): string =>
  sampleCode(`${classes}${areas[Math.floor(serial / 10_000) % areas.length]}`, `MADE${String(serial % 10_000).padStart(4, '0')}`);

/** Made-up companies with valid credit codes; the number is part of the name, so that no two are alike. */
export function companyOf(serial: number): Company {
  const place = places[serial % places.length];
  const number = String(serial + 1).padStart(5, '0');
  if (serial % 5 === 4) {
    const name = `呼和浩特市${place}${brands[serial % brands.length]}${shops[serial % shops.length]}（${number}）`;
    return { creditCode: creditCodeOf('92', serial), name, kind: 'individualBusiness' };
  }
  const name = `呼和浩特市${brands[serial % brands.length]}${trades[serial % trades.length]}有限公司（${place}${number}）`;
  return { creditCode: creditCodeOf('91', serial), name, kind: 'enterprise' };
}
