import type { Channel } from '@tongxiu/contracts';
import { words, type Wording } from '../wording.js';

/** Whoever decided, listed or designated accepts (H-022, H-055, H-062); the penalties of other departments go to Credit China (H-026). */
export const acceptingOrgan = (channel: Channel, recordOrganCode: string, creditChinaOrganCode: string): string =>
  channel === 'creditChina' ? creditChinaOrganCode : recordOrganCode;

export const acceptingOrganName = (channel: Channel, recordOrganName: string): Wording =>
  channel === 'creditChina' ? words('“信用中国”网站', 'the website Credit China') : words(recordOrganName, recordOrganName);

export const channelNames: Readonly<Record<Channel, Wording>> = {
  publicitySystem: words(
    '国家企业信用信息公示系统（内蒙古）',
    'the National Enterprise Credit Information Publicity System (Inner Mongolia)',
  ),
  creditChina: words('“信用中国”网站', 'the website Credit China'),
  designatingUnit: words('名单认定部门', 'the department that designated the list'),
  designatingUnitOrInstitution: words('认定单位或公共信用信息机构', 'the designating unit or the public-credit institution'),
};
