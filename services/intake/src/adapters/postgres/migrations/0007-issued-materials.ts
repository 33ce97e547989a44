import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: materials that the organ of a record issued for the company, such as the proof that a fine was paid.
// Why: the file is a material of the company like any other; who issued it, and for which record, stands beside it.
// The previous release runs against the result: it does not know the table.
export class IssuedMaterials0007_1750000000207 implements MigrationInterface {
  readonly name = 'IssuedMaterials0007_1750000000207';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table issued_material (
        record_key text not null,
        material_id uuid not null,
        organ_code text not null,
        issued_at timestamptz not null,
        primary key (record_key, material_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table issued_material');
  }
}
