/** The part of TypeORM's QueryRunner that a hand-written migration uses. */
export interface MigrationRunner {
  query(sql: string): Promise<unknown>;
}
