import { AlignmentType, Document, Footer, Packer, Paragraph, TextRun, type ISectionOptions } from 'docx';
import type { NoticeFile } from '../../app/notices.js';
import type { Notice } from '../../domain/notice/notice.js';

/** Half points, as the format counts; 小二 and 四号. The faces are those official documents use and every office has. */
const [titleSize, textSize, footSize] = [36, 28, 18];
const [titleFace, textFace] = ['宋体', '仿宋'];
const twoCharacters = 2 * 280;

/** One section for each copy, so that each has its own foot. */
export async function noticeDocx(notice: Notice): Promise<NoticeFile> {
  const document = new Document({
    title: notice.title,
    creator: notice.signature,
    styles: { default: { document: { run: { font: textFace, size: textSize, language: { eastAsia: 'zh-CN' } } } } },
    sections: notice.feet.map((foot) => copyOf(notice, foot)),
  });
  const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return { mediaType, extension: 'docx', bytes: await Packer.toBuffer(document) };
}

function copyOf({ title, addressee, body, signature, date, remark }: Notice, foot: string): ISectionOptions {
  return {
    footers: { default: new Footer({ children: [line(foot, { alignment: AlignmentType.CENTER }, footSize)] }) },
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 400 },
        children: [new TextRun({ text: title, bold: true, size: titleSize, font: titleFace })],
      }),
      line(addressee),
      ...body.map((paragraph) => line(paragraph, { indent: { firstLine: twoCharacters } })),
      line(signature, { alignment: AlignmentType.RIGHT, spacing: { before: 600 } }),
      line(date, { alignment: AlignmentType.RIGHT }),
      line(remark, { spacing: { before: 600 } }),
    ],
  };
}

const line = (text: string, how: object = {}, size = textSize): Paragraph =>
  new Paragraph({ spacing: { line: 400 }, ...how, children: [new TextRun({ text, size })] });
