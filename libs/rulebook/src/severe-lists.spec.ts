import { describe, expect, test } from '@jest/globals';
import { printedOrganName, printedOrganNames } from './organ-names.js';
import { organMayList, severeListById, severeLists } from './severe-lists.js';

test('7 lists of Annex 2 are active, 27 of Annex 3 wait for their departments (H-065, H-068)', () => {
  const ids = (annex: string): string[] => severeLists.filter(({ id }) => id.startsWith(annex)).map(({ id }) => id);
  expect(ids('A2-')).toEqual(['01', '02', '03', '04', '05', '06', '07'].map((number) => `A2-${number}`));
  expect(ids('A3-')).toHaveLength(27);
  expect(severeLists.filter(({ active }) => active).map(({ id }) => id)).toEqual(ids('A2-'));
  expect(severeListById('A3-25')).toMatchObject({ name: '进出口海关监管领域严重失信主体名单', units: ['赛罕海关'], active: false });
  expect(severeListById('A3-28')).toBeUndefined();
});

test('every unit of the annexes has an entry in the table of names, and no name is left over', () => {
  expect([...new Set(severeLists.flatMap(({ units }) => units))].sort()).toEqual([...printedOrganNames].sort());
});

describe('one unit by its several names', () => {
  test.each([
    ['市市场监管局', '市市场监管局'],
    ['市场监督管理局', '市市场监管局'],
    ['呼和浩特市市场监督管理局', '市市场监管局'],
    ['内蒙古自治区呼和浩特市市场监督管理局', '市市场监管局'],
    ['市中院', '市中级人民法院'],
    ['呼和浩特市中级人民法院', '市中级人民法院'],
    ['人社局', '市人社局'],
    ['呼和浩特市人力资源和社会保障局', '市人社局'],
    ['国家税务总局呼和浩特市税务局', '市税务局'],
    ['中共呼和浩特市委网络安全和信息化委员会办公室', '市委网信办'],
    ['呼和浩特市 发展和改革委员会', '市发展改革委'],
    ['中华人民共和国赛罕海关', '赛罕海关'],
  ])('%s is printed as %s', (name, printed) => expect(printedOrganName(name)).toBe(printed));

  test.each(['新城区市场监督管理局', '包头市市场监督管理局', '内蒙古自治区生态环境厅', ''])('%s is none of them', (name) => {
    expect(printedOrganName(name)).toBeUndefined();
  });
});

describe('who may list (H-061, H-062)', () => {
  test.each([
    ['A2-03', '呼和浩特市市场监督管理局', true],
    ['A2-01', '市中院', true],
    ['A3-02', '呼和浩特市交通运输局', true],
    ['A3-16', '市医保局', true],
    ['A2-03', '呼和浩特市统计局', false],
    ['A3-25', '呼和浩特市商务局', false],
    ['A9-01', '呼和浩特市统计局', false],
  ])('%s by %s: %s', (listId, organ, may) => expect(organMayList(listId, organ)).toBe(may));
});
