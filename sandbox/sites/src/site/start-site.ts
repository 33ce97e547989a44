import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RecordKind } from '@tongxiu/contracts';
import { CarryOut } from './exchange/carry-out.js';
import { ExchangeDoor } from './exchange/exchange-door.js';
import { WorkingKeys } from './exchange/working-keys.js';
import { noFaults, type FaultSettings } from './faults/fault-settings.js';
import { FaultSwitches } from './faults/fault-switches.js';
import { FaultBoard, sandboxRoute } from './faults/sandbox-door.js';
import { siteServer } from './http/site-server.js';
import { LaterBook } from './ledger/later-book.js';
import { Ledger } from './ledger/ledger.js';
import { PageDoor } from './pages/page-door.js';
import type { SiteProfile } from './profile.js';
import { PublicDoor } from './public/public-door.js';
import { PublicView } from './public/public-view.js';
import { settleInTime } from './settle-in-time.js';
import { SiteDesk } from './site-desk.js';

export interface SiteOptions {
  readonly dataDir: string;
  readonly clientId: string;
  readonly secret: string;
  readonly host?: string;
  /** 0 lets the system choose. */
  readonly port?: number;
  readonly kinds?: readonly RecordKind[];
  readonly workingKeyLifetimeMs?: number;
  /** Opens the sandbox door; without it the site has none. */
  readonly adminToken?: string | undefined;
  readonly now?: () => number;
}

export interface RunningSite {
  readonly url: string;
  /** The same switches as the sandbox door, for tests in the same process; what is not named is off. */
  setFaults(faults: Partial<FaultSettings> & { readonly expireKeys?: boolean }): void;
  close(): Promise<void>;
}

/** Puts one site together and listens. */
export async function startProfile(profile: SiteProfile, options: SiteOptions): Promise<RunningSite> {
  const { host = '127.0.0.1', port = 0, now = Date.now, kinds = profile.kinds, adminToken } = options;
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const ledger = new Ledger(join(options.dataDir, `${profile.id}.sqlite`));
  const later = new LaterBook(ledger);
  const faults = new FaultSwitches();
  const view = new PublicView(ledger);
  const keys = new WorkingKeys(options.workingKeyLifetimeMs ?? 3_600_000);
  const carryOut = new CarryOut(ledger, later, faults, profile.receiptPrefix, kinds, (nowMs) => view.noteChange(nowMs));
  const settling = settleInTime(carryOut, now);
  const client = { id: options.clientId, secret: Buffer.from(options.secret, 'utf8') };
  const exchange = new ExchangeDoor(client, keys, carryOut, ledger, later, faults, profile.receiptPrefix);
  const board = new Board(faults, (settings, expireKeys) => {
    view.lag(settings.staleReadMs);
    if (expireKeys) keys.expireAll();
    if (settings.down) server.closeIdleConnections();
  });
  const sandbox = adminToken === undefined ? undefined : sandboxRoute(board, adminToken);
  const desk = new SiteDesk(
    profile.id,
    exchange,
    new PublicDoor(profile, view),
    new PageDoor(profile, view),
    faults,
    sandbox,
    settling.settle,
  );
  const server = siteServer(desk, faults, now);
  const release = (): void => {
    settling.stop();
    view.close();
    ledger.close();
  };
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve)).catch((error: unknown) => {
    release();
    throw error;
  });
  const { port: listening } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening}`,
    setFaults: ({ expireKeys = false, ...settings }) => board.turn({ ...noFaults, ...settings }, expireKeys),
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        // Answers on their way get a moment; whoever holds a connection open longer than that loses it.
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      });
      release();
    },
  };
}

class Board extends FaultBoard {
  constructor(
    private readonly faults: FaultSwitches,
    private readonly turned: (settings: FaultSettings, expireKeys: boolean) => void,
  ) {
    super();
  }

  override read(): FaultSettings {
    return this.faults.settings;
  }

  override turn(settings: FaultSettings, expireKeys: boolean): void {
    this.faults.set(settings);
    this.turned(settings, expireKeys);
  }
}
