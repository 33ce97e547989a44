import { Controller } from '@nestjs/common';
import { ListRegimeChangedV1 } from '@tongxiu/contracts';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { ListRegimes } from '../../app/guidance.js';

@Controller()
export class ListRegimesConsumer {
  constructor(private readonly regimes: ListRegimes) {}

  @Reaction('publicity.follow-list-regimes', ListRegimeChangedV1)
  async on(received: readonly Received<ListRegimeChangedV1>[], tx: Tx): Promise<void> {
    await this.regimes.follow(
      received.map(({ data }) => data),
      tx,
    );
  }
}
