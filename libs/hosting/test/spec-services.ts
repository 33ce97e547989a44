import { afterAll, beforeAll } from '@jest/globals';
import { Module, type Type } from '@nestjs/common';
import { busKeysEnv, TestIssuer, testPostgres } from '@tongxiu/testkit';
import { openService, type OpenService } from '../src/host-service.js';
import { defineService } from '../src/service-definition.js';

/** What a hosted service needs around it, for the specs of one file; a service is its controller, with databases of its own. */
export class SpecServices {
  issuer!: TestIssuer;
  private postgres!: Awaited<ReturnType<typeof testPostgres>>;
  private readonly opened: OpenService[] = [];

  constructor(private readonly controller: Type) {
    beforeAll(async () => {
      this.postgres = await testPostgres();
      this.issuer = await TestIssuer.start();
    }, 60_000);
    afterAll(async () => {
      for (const service of this.opened) await service.close();
      await this.issuer.stop();
      await this.postgres.stop();
    });
  }

  createDatabase(): Promise<string> {
    return this.postgres.createDatabase();
  }

  async open(variables: Readonly<Record<string, string>> = {}): Promise<OpenService> {
    const databases = { DATABASE_URL: await this.createDatabase(), BUS_DATABASE_URL: await this.createDatabase() };
    const env = { ...this.issuer.issuerEnv, ...busKeysEnv, ...databases, PORT: '0', LOG_LEVEL: 'silent', ...variables };
    const service = await openService(this.definition(), { env });
    this.opened.push(service);
    return service;
  }

  private definition() {
    @Module({ controllers: [this.controller] })
    class SpecModule {}
    return defineService({ name: 'review', title: { zh: '测试', en: 'Spec' }, defaultPort: 0, module: SpecModule, migrations: [] });
  }
}
