import { Outbox1763600000001 } from './outbox-0001.js';
import { Inbox1763600000002 } from './inbox-0002.js';
import { ParkedCopies1763600000004 } from './parked-copies-0004.js';
import { ParkingLot1763600000003 } from './parking-lot-0003.js';

/** What messaging needs in the database of a service; they run before the service's own. */
export const messagingMigrations = [Outbox1763600000001, Inbox1763600000002, ParkingLot1763600000003, ParkedCopies1763600000004];
