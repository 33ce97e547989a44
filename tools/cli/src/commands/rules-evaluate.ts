import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { evaluate, readCase, type FieldError, type Rulebook, type Verdict, type Wording } from '@tongxiu/rulebook';
import { builtInCalendar } from '@tongxiu/working-days';
import { answer, writeLine, type Terminal } from '../terminal.js';
import { unusable, UnusableInput } from '../unusable-input.js';

/** One case from a file or from standard input. */
export async function evaluateCase(rulebook: Rulebook, file: string, json: boolean | undefined, terminal: Terminal): Promise<void> {
  const found = judge(rulebook, file === '-' ? await text(terminal.stdin) : await readable('case', file, () => readFile(file, 'utf8')));
  if ('errors' in found) throw unusable(found.errors);
  answer(terminal, found, json, () => sentences(found));
}

/** A stream of cases, one a line. A bad line is answered in its place and the others go on. */
export async function evaluateCases(rulebook: Rulebook, file: string, terminal: Terminal): Promise<void> {
  const input = file === '-' ? terminal.stdin : await readable('cases', file, () => openStream(file));
  let line = 0;
  for await (const content of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (content.trim() === '') continue;
    const found = judge(rulebook, content);
    await writeLine(terminal.stdout, JSON.stringify('errors' in found ? { line, ...found } : found));
  }
}

function judge(rulebook: Rulebook, content: string): Verdict | { readonly errors: readonly FieldError[] } {
  let input: unknown;
  try {
    input = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return { errors: [{ field: '', message: { zh: '不是有效的 JSON。', en: 'This is not valid JSON.' } }] };
  }
  const reading = readCase(input, rulebook);
  return 'errors' in reading ? reading : evaluate(rulebook, reading.facts, builtInCalendar);
}

async function openStream(file: string): Promise<NodeJS.ReadableStream> {
  const handle = await open(file);
  if ((await handle.stat()).isDirectory()) {
    await handle.close();
    throw new Error('it is a folder');
  }
  return createReadStream('', { fd: handle, encoding: 'utf8' });
}

const unreadable: Readonly<Record<string, Wording>> = {
  ENOENT: { zh: '没有这个文件', en: 'there is no such file' },
  EACCES: { zh: '没有读取权限', en: 'permission is missing' },
  EISDIR: { zh: '这是文件夹', en: 'it is a folder' },
};

async function readable<Content>(field: string, file: string, read: () => Promise<Content>): Promise<Content> {
  try {
    return await read();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'EISDIR';
    const { zh, en } = unreadable[code] ?? { zh: `读取失败（${code}）`, en: `reading failed (${code})` };
    throw UnusableInput.field(field, `无法读取 ${file}：${zh}。`, `${file} cannot be read: ${en}.`);
  }
}

const both = ({ zh, en }: Wording): string[] => [`  ${zh}`, `  ${en}`];

const limit = ({ rule, what, workingDays, from, dueDate }: Verdict['deadlines'][number]): string =>
  `期限 ${what}: ${workingDays} working days from ${from}: ${dueDate ?? '暂定 provisional'} (${rule})`;

function sentences(verdict: Verdict): string[] {
  const { repairable, repairableFrom, broken, missingMaterials, publicity, assumptions, warnings } = verdict;
  return [
    repairable ? `可以修复。 Repairable (${verdict.rulebook}).` : `不可修复。 Not repairable (${verdict.rulebook}).`,
    ...(repairable || repairableFrom === null ? [] : [`  可申请日期 time conditions end, repairable from: ${repairableFrom}`]),
    ...broken.flatMap(({ rule, clause, message }) => [`${rule} （${clause}）`, ...both(message)]),
    ...(missingMaterials.length === 0 ? [] : [`缺少材料 missing materials: ${missingMaterials.join(', ')}`]),
    `公示 publicity: minimum until ${publicity.minimumUntil ?? '–'}, maximum until ${publicity.maximumUntil ?? '–'}, ${publicity.shown ? '公示中 shown' : '未公示 not shown'}`,
    `渠道 channel: ${verdict.channel}; 效果 effects: ${verdict.effects.join(', ')}; 两书同达 notice: ${verdict.noticeRequired ? '是 yes' : '否 no'}`,
    ...verdict.deadlines.map(limit),
    ...verdict.adoptedDeadlines.map((deadline) => `${limit(deadline)}；平台自行采用 kept by the platform`),
    ...assumptions.flatMap(({ rule, message }) => [rule, ...both(message)]),
    ...warnings.flatMap(({ field, message }) => [`请核对 please check: ${field}`, ...both(message)]),
  ];
}
