import { Controller } from '@nestjs/common';
import { PublicationChangedV1 } from '@tongxiu/contracts';
import { Reaction, type Received, type Tx } from '@tongxiu/messaging';
import { TakePublications } from '../../app/take-publications.js';

@Controller()
export class PublicationsConsumer {
  constructor(private readonly takePublications: TakePublications) {}

  @Reaction('sync.take-publications', PublicationChangedV1)
  async on(received: readonly Received<PublicationChangedV1>[], tx: Tx): Promise<void> {
    await this.takePublications.run(received, tx);
  }
}
