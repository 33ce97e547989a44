import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SendMessages } from '../../app/messages/send-messages.js';

@Injectable()
export class MessageTimer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly sendMessages: SendMessages) {}

  onApplicationBootstrap(): void {
    this.sendMessages.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sendMessages.stop();
  }
}
