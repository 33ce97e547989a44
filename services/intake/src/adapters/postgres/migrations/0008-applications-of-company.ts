import type { MigrationInterface, QueryRunner } from 'typeorm';

// What: an index of applications by company.
// Why: a reviewer may read a material only where a case of its organ holds it, and cases are looked for by the company.
// The previous release runs against the result: it asks nothing by this column.
export class ApplicationsOfCompany0008_1750000000208 implements MigrationInterface {
  readonly name = 'ApplicationsOfCompany0008_1750000000208';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index application_company on application (credit_code)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index application_company');
  }
}
