import type { Tx } from '@tongxiu/messaging';

/** Where an application's short messages go; the number of the request, else the one the company left for reminders. */
export interface NewContact {
  readonly caseId: string;
  readonly creditCode: string;
  readonly phone: string | undefined;
  readonly text: string;
}

export interface CaseMessage {
  readonly caseId: string;
  readonly kind: string;
  readonly text: string;
  /** The last one of the case: its number is forgotten with it. */
  readonly last: boolean;
}

export interface CompanyMessage {
  readonly creditCode: string;
  readonly kind: string;
  readonly text: string;
}

/**
 * Short messages to be sent, written in the transaction of what they tell, so that a crash loses none and a rollback sends none.
 *
 * A number is personal. It is kept sealed, with a key that is not in the database, and no longer than the case: the last message
 * takes it along. Only the number a company leaves for reminders stays, until the company takes it back.
 */
export abstract class Messages {
  abstract open(contacts: readonly NewContact[], tx: Tx): Promise<void>;
  /** The case goes on after its last message: an objection is told to the number it names. */
  abstract reopen(contact: Omit<NewContact, 'text'>, tx: Tx): Promise<void>;
  abstract tell(messages: readonly CaseMessage[], tx: Tx): Promise<void>;
  abstract remind(messages: readonly CompanyMessage[], tx: Tx): Promise<void>;
}

/** Numbers that companies leave for reminders, by their own choice. */
export abstract class CompanyContacts {
  abstract set(creditCode: string, phone: string, setBy: string): Promise<void>;
  abstract forget(creditCode: string): Promise<void>;
}
