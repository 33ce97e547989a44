const troubles = [
  { signs: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|disk is full/u, zh: '磁盘已满', en: 'The disk is full' },
  { signs: /EROFS|Read-only file system|readonly database/u, zh: '磁盘只读', en: 'The disk is read-only' },
] as const;

/** A failure the disk is to blame for, whoever met it (the launcher, initdb, PostgreSQL's log), in a sentence that says so first. */
export function sayDiskTrouble(error: unknown, folder: string): unknown {
  const said = (error as { readonly message?: string } | undefined)?.message ?? String(error);
  const found = troubles.find(({ signs }) => signs.test(said));
  if (found === undefined) return error;
  const { zh, en } = found;
  return new Error(
    `${zh}，无法在 ${folder} 写入；请使其可写，或用 --data 另选数据文件夹。\n` +
      `${en}: ${folder} cannot be written to. Make it writable, or choose another data folder (--data).\n${said}`,
    { cause: error },
  );
}
