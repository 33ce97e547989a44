import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { malformedRequest, type Bilingual, type Problem } from '@tongxiu/problems';
import { materialBytesMax } from '../../../domain/material-type.js';
import { tooLarge } from '../refusals.js';
import type { WrittenFile } from '../../../app/store-material.js';

interface Part {
  readonly type: 'file' | 'field';
  readonly fieldname: string;
  readonly file?: AsyncIterable<Uint8Array>;
  readonly value?: unknown;
}

export interface MultipartRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  isMultipart(): boolean;
  parts(): AsyncIterable<Part>;
}

export interface Upload {
  readonly file?: WrittenFile;
  readonly fields: Readonly<Record<string, string>>;
}

/** A file with its fields and boundaries; what announces itself as more is refused before it is read. */
const uploadBytesMax = materialBytesMax + 64 * 1024;

export const fileTooLarge = (): Problem => tooLarge({ zh: '文件超过 8 MB', en: 'The file is larger than 8 MB' }, 'file');

/** One byte more than is allowed is let through, so that whoever writes the file can tell "too large" from "cut off". */
export async function acceptMultipart(app: NestFastifyApplication): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: materialBytesMax + 1, files: 1, fields: 10, fieldSize: 1000, parts: 12 },
  });
}

const limits: Readonly<Record<string, Bilingual>> = {
  FST_FILES_LIMIT: { zh: '一次只能上传一个文件', en: 'one file at a time' },
  FST_FIELDS_LIMIT: { zh: '字段过多', en: 'has too many fields' },
  FST_PARTS_LIMIT: { zh: '字段过多', en: 'has too many fields' },
  FST_PROTO_VIOLATION: { zh: '字段名不可用', en: 'has a field name that cannot be used' },
};
const unreadable = { zh: 'multipart/form-data 格式不完整，无法读取', en: 'the multipart/form-data is not complete and cannot be read' };

/** What the parser cannot read is the sender's fault; what the store says while a file is written is not. */
function asRefusal(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const message = 'code' in cause ? limits[String(cause.code)] : /multipart|part header/iu.test(cause.message) ? unreadable : undefined;
  return message === undefined
    ? cause
    : malformedRequest([{ ...(message === limits['FST_FILES_LIMIT'] ? { field: 'file' } : {}), message }]);
}

/** The fields may stand before or behind the file: the file is written as it comes, and judged when all is known. */
export async function readUpload(
  request: MultipartRequest,
  write: (content: AsyncIterable<Uint8Array>) => Promise<WrittenFile>,
): Promise<Upload> {
  if (!request.isMultipart()) throw malformedRequest([{ message: { zh: '应为 multipart/form-data', en: 'must be multipart/form-data' } }]);
  if (Number(request.headers['content-length'] ?? 0) > uploadBytesMax) throw fileTooLarge();
  const fields: Record<string, string> = {};
  let file: WrittenFile | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.file !== undefined) file = await write(part.file);
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    }
  } catch (cause) {
    await file?.drop();
    throw asRefusal(cause);
  }
  return { ...(file === undefined ? {} : { file }), fields };
}
