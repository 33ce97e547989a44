import { expect, test } from '@jest/globals';
import { materialTypeOf } from './material-type.js';

const zip = 'PK\u0003\u0004....';
test.each([
  ['%PDF-1.7', '', 'pdf'],
  ['\u0089PNG\r\n\u001a\n....', '', 'png'],
  ['\u00ff\u00d8\u00ff\u00e0', '', 'jpeg'],
  [`${zip}OFD.xml`, '', 'ofd'],
  [zip, 'PK\u0001\u0002 Doc_0/Document.xml PK\u0001\u0002 OFD.xml', 'ofd'],
  [`${zip}[Content_Types].xml`, 'PK\u0001\u0002 word/document.xml', 'docx'],
  [`${zip}xl/workbook.xml`, '', undefined],
  ['MZ\u0090', '', undefined],
  [' %PDF-1.7', '', undefined],
  ['', '', undefined],
])('a file that begins with %j is %s %s', (head, tail, type) => {
  expect(materialTypeOf(head, tail)).toBe(type);
});
