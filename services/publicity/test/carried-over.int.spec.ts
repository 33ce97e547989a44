import { expect, test } from '@jest/globals';
import { testPostgres } from '@tongxiu/testkit';
import { DataSource } from 'typeorm';
import { publicityMigrations } from '../src/adapters/postgres/migrations/index.js';
import { record } from '../src/domain/example-happenings.js';

test('rows of the release before are carried over, and back again', async () => {
  const postgres = await testPostgres();
  const url = await postgres.createDatabase();
  const [first] = publicityMigrations;
  const before = await new DataSource({ type: 'postgres', url, migrations: first === undefined ? [] : [first] }).initialize();
  await before.runMigrations();
  const kinds = { fine: ['fine'], warning: ['warning', 'criticism'], both: ['warning', 'fine'], none: [] };
  for (const [name, penaltyKinds] of Object.entries(kinds)) {
    await before.query(
      `insert into publication_content (record_key, credit_code, folded_name, name_pieces, content, rulebook, minimum_until, maximum_until, listed_at)
       values ('penalty:1:' || $1, '', '', '{}', $2, 'HHHT-2024', '2026-04-15', '2029-01-15', now())`,
      [name, JSON.stringify({ ...record, penaltyKinds })],
    );
    await before.query(`insert into publicity_end (record_key, maximum_until) values ('penalty:1:' || $1, '2029-01-15')`, [name]);
  }
  await before.destroy();

  const after = await new DataSource({ type: 'postgres', url, migrations: publicityMigrations }).initialize();
  await after.runMigrations();
  const rows = await after.query<object[]>(
    `select split_part(c.record_key, ':', 3) as name, c.notice_required as notice, e.minimum_until::text as minimum, e.minimum_told as told
       from publication_content c join publicity_end e using (record_key) order by 1`,
  );
  expect(rows).toEqual([
    { name: 'both', notice: true, minimum: '2026-04-15', told: false },
    { name: 'fine', notice: true, minimum: '2026-04-15', told: false },
    { name: 'none', notice: true, minimum: '2026-04-15', told: false },
    { name: 'warning', notice: false, minimum: '2026-04-15', told: false },
  ]);
  await after.undoLastMigration();
  expect(await after.query(`select count(*)::int as count from publicity_end`)).toEqual([{ count: 4 }]);
  await after.destroy();
  await postgres.stop();
}, 60_000);
