import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const wrapper = fileURLToPath(new URL('../bin/tongxiu.mjs', import.meta.url));
const timeoutMs = 60_000;

test.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Shanghai'])(
  'the built tool counts days in Shanghai when the process lives in %s',
  async (zone) => {
    const words = ['calendar', 'due', '--received', '2026-02-14T16:30:00Z', '--days', '1', '--json'];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [wrapper, ...words], { env: { ...process.env, TZ: zone } });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ received: '2026-02-15', dueDate: '2026-02-24' });
  },
  timeoutMs,
);
