import type { RecordKind } from '@tongxiu/contracts';
import { WakeUp } from '@tongxiu/messaging';
import { compose } from '../domain/compose.js';
import type { Change, Settled } from '../domain/effect.js';
import { judgeHeld } from '../domain/judge-held.js';
import type { Expected } from '../domain/judge-read-back.js';
import { readReceipts, type Verdict } from '../domain/read-receipts.js';
import { readRefusal } from '../domain/read-refusal.js';
import type { Site } from '../domain/site.js';
import { askSite } from './ask-site.js';
import type { ChangeLog } from './change-log.js';
import { dispatchOf, type Dispatch } from './dispatch.js';
import type { LaneLedger, LaneState, OpenEffect } from './lane-ledger.js';
import { LanePace } from './lane-pace.js';
import { settledBy } from './settle.js';
import type { Ending, SiteConnector } from './site-connector.js';

export interface LaneParts {
  readonly site: Site;
  readonly ledger: LaneLedger;
  readonly log: ChangeLog;
  readonly connector: SiteConnector;
  readonly nowMs: () => number;
  readonly newBatchId: () => string;
  /** Told when this instance has come to own the lane. */
  readonly onOwned: (sentThrough: number) => void;
  /** Told once the receipts of the changes after `from` up to `through` are stored. */
  readonly onSettled: (from: number, through: number, applied: readonly Expected[]) => void;
  readonly report: (sentence: string, cause?: unknown) => void;
}

/** How often changes that had been open were tried before. */
type Attempts = ReadonlyMap<number, number>;
type Refusal = Extract<Ending<unknown>, { kind: 'refused' }>;
type Failing = Exclude<Ending<unknown>, { kind: 'answered' }>;

/** How long an idle lane sleeps when nobody rings, and how often it looks for what other instances or people left for it. */
const pollMs = 1_000;
const standByMs = 1_000;

/**
 * Drives one site to the desired state.
 *
 * Guarantee: of one record the site never gets two versions at a time nor an older one after a newer one, and nothing is given up.
 * Order of steps: (1) note the dispatch, (2) send, (3) store receipts, forget the dispatch and move the position, in one statement.
 * A crash after 1 or 2 leaves the dispatch: its outcome is unknown, so the site is asked what it holds, what it holds is stored, and
 * only the rest is sent again. A crash after 3 leaves nothing to do. A request that was certainly not carried out only forgets the
 * dispatch: the position has not moved, so the same changes come again, and a site that is down for a day costs no row at all.
 */
export class Lane {
  readonly bell = new WakeUp();
  private running: Promise<void> | undefined;
  private holds = false;
  private stopped = false;
  private sentThrough = 0;
  private unknown: { readonly dispatch: Dispatch; readonly attempts: Attempts }[] = [];
  private owed = new Set<string>();
  private openCount = 0;
  private nextOpenAtMs: number | undefined;
  private lookedAroundAtMs = 0;
  private readonly pace: LanePace;
  private readonly kinds: ReadonlySet<RecordKind>;

  constructor(private readonly parts: LaneParts) {
    this.pace = new LanePace(parts.site);
    this.kinds = new Set(parts.site.kinds);
  }

  /** Whether this instance drives the site; one of them does. */
  get owned(): boolean {
    return this.holds;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** A person changed an effect behind the lane's back. */
  lookAgain(): void {
    this.pace.hurry();
    this.lookedAroundAtMs = 0;
    this.bell.ring();
  }

  /** Finishes the request in flight. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const state = await this.parts.ledger.open();
        await (state === undefined ? this.bell.sleep(standByMs) : this.work(state));
      } catch (cause) {
        this.parts.report(`lane ${this.parts.site.id} lost its ledger and opens it again`, cause);
        await this.bell.sleep(standByMs);
      } finally {
        this.holds = false;
        await this.parts.ledger.close();
      }
    }
  }

  private async work(state: LaneState): Promise<void> {
    this.holds = true;
    this.sentThrough = state.sentThrough;
    this.pace.breaker = state.breaker;
    this.unknown = state.unknown.map((dispatch) => ({ dispatch, attempts: new Map() }));
    this.owed = new Set(state.owed);
    this.lookedAroundAtMs = 0;
    this.parts.onOwned(this.sentThrough);
    while (!this.stopped) {
      const pauseMs = await this.turn();
      if (pauseMs > 0) await this.bell.sleep(pauseMs);
    }
  }

  /** One request at most; answers how long there is nothing to do. */
  private async turn(): Promise<number> {
    const nowMs = this.parts.nowMs();
    const pauseMs = this.pace.pauseMs(nowMs);
    if (pauseMs > 0) return pauseMs;
    this.pace.probe();
    const size = this.pace.size();
    const [unknown] = this.unknown;
    if (unknown !== undefined) return this.clearUp(unknown.dispatch, unknown.attempts);
    const thorough = nowMs - this.lookedAroundAtMs >= pollMs;
    if (thorough) await this.lookAround(nowMs);
    const open = this.nextOpenAtMs !== undefined && this.nextOpenAtMs <= nowMs ? await this.parts.ledger.openEffects(nowMs, size) : [];
    const accepted = open.filter(({ state }) => state === 'accepted');
    if (accepted.length > 0) return this.askAfter(accepted);
    const fresh = await this.parts.log.after(this.sentThrough, size, thorough);
    const attempts = new Map(open.map((effect) => [effect.change.id, effect.attempts]));
    const composition = compose(open, fresh, this.sentThrough, { kinds: this.kinds, owed: this.owed, sizeMax: size });
    const { through, send, overtaken, heldBack } = composition;
    if (through === this.sentThrough && send.length + overtaken.length + heldBack.length === 0) return this.idle(nowMs);
    return this.send(dispatchOf(composition, this.parts.newBatchId(), nowMs), attempts);
  }

  private idle(nowMs: number): number {
    const untilOpenMs = this.nextOpenAtMs === undefined ? pollMs : Math.max(this.nextOpenAtMs - nowMs, 1);
    return Math.min(pollMs, untilOpenMs);
  }

  /** What people asked for and what other instances left is found here; it is never more than one poll away. */
  private async lookAround(nowMs: number): Promise<void> {
    this.lookedAroundAtMs = nowMs;
    const { nextAtMs, count } = await this.parts.ledger.openness();
    this.nextOpenAtMs = nextAtMs;
    this.openCount = count;
  }

  private async send(dispatch: Dispatch, attempts: Attempts): Promise<number> {
    const { ledger, connector, site } = this.parts;
    if (dispatch.changes.length === 0) {
      await this.store(dispatch, [], attempts);
      return 0;
    }
    await ledger.noteDispatch(dispatch);
    const ending = await connector.publish(dispatch.batchId, dispatch.changes);
    this.pace.noteSent(dispatch.changes.length, this.parts.nowMs());
    switch (ending.kind) {
      case 'answered': {
        const reading = readReceipts(dispatch.batchId, dispatch.changes, ending.answer);
        if (reading.believed) return this.takeReceipts(dispatch, reading.verdicts, attempts);
        this.parts.report(`site ${site.id} gave receipts that are not believed: ${reading.why}`);
        return this.clearUp(dispatch, attempts);
      }
      case 'unknown':
        this.unknown.push({ dispatch, attempts });
        return this.fail(ending, dispatch.changes);
      case 'unreachable':
        await ledger.forget(dispatch);
        return this.fail(ending, dispatch.changes);
      case 'refused':
        return this.takeRefusal(ending, dispatch, attempts);
    }
  }

  private async takeRefusal(ending: Refusal, dispatch: Dispatch, attempts: Attempts): Promise<number> {
    const pausing = readRefusal(ending.status, ending.code) === 'pause';
    const call = pausing ? 'distrust' : this.pace.noteRefusal(dispatch.changes.length);
    const [change] = dispatch.changes;
    if (call === 'park' && change !== undefined) {
      const parked: Settled = { changeId: change.id, state: 'parked', code: ending.code ?? 'REFUSED_ALONE', note: ending.why };
      await this.store(dispatch, [parked], attempts);
      return 0;
    }
    await this.parts.ledger.forget(dispatch);
    return call === 'halve' ? 0 : this.fail(ending, dispatch.changes);
  }

  private async fail(ending: Failing, changes: readonly Change[]): Promise<number> {
    const { site, ledger, report } = this.parts;
    const nowMs = this.parts.nowMs();
    const dueAtMs = changes.reduce((earliest, change) => Math.min(earliest, change.dueAtMs ?? Infinity), Infinity);
    const opened = this.pace.noteFailure({
      nowMs,
      retryAfterMs: ending.kind === 'refused' ? ending.retryAfterMs : undefined,
      leftMs: dueAtMs === Infinity ? undefined : dueAtMs - nowMs,
      unreachable: ending.kind === 'unreachable',
    });
    if (opened) report(`site ${site.id} does not carry changes out and is only probed from now on: ${ending.why}`);
    await ledger.saveBreaker(this.pace.breaker, ending.why);
    return 0;
  }

  /** Unknown outcome: nothing is sent before the site has said what it holds. */
  private async clearUp(dispatch: Dispatch, attempts: Attempts): Promise<number> {
    if (!this.unknown.some((one) => one.dispatch === dispatch)) this.unknown.push({ dispatch, attempts });
    const verdicts = await this.ask(dispatch.changes);
    if (!Array.isArray(verdicts)) return this.fail(verdicts, dispatch.changes);
    await this.settle(dispatch, verdicts, attempts);
    this.unknown = this.unknown.filter((one) => one.dispatch !== dispatch);
    return 0;
  }

  /** Asks for what was accepted. It is no dispatch: asking twice does no harm. */
  private async askAfter(accepted: readonly OpenEffect[]): Promise<number> {
    const changes = accepted.map(({ change }) => change);
    const verdicts = await this.ask(changes);
    if (!Array.isArray(verdicts)) return this.fail(verdicts, changes);
    const asking: Dispatch = { batchId: this.parts.newBatchId(), through: this.sentThrough, changes, aside: [] };
    await this.settle(asking, verdicts, new Map(accepted.map(({ change, attempts }) => [change.id, attempts])));
    return 0;
  }

  private async ask(changes: readonly Change[]): Promise<Verdict[] | Failing> {
    const { connector } = this.parts;
    const keys = changes.map(({ recordKey }) => recordKey);
    const ending = await askSite((recordKeys) => connector.status(recordKeys), keys);
    if (ending.kind !== 'answered') return ending;
    return changes.map((change) => judgeHeld(change, ending.answer.get(change.recordKey)));
  }

  /** Only receipts show that the site carries changes out; that it answers questions is not enough to close the breaker. */
  private async takeReceipts(dispatch: Dispatch, verdicts: readonly Verdict[], attempts: Attempts): Promise<number> {
    await this.settle(dispatch, verdicts, attempts);
    const wasOpen = this.pace.breaker.state !== 'closed';
    if (this.pace.noteSuccess()) await this.parts.ledger.saveBreaker(this.pace.breaker, undefined);
    if (wasOpen) this.parts.report(`site ${this.parts.site.id} carries changes out again`);
    return 0;
  }

  private async settle(dispatch: Dispatch, verdicts: readonly Verdict[], attempts: Attempts): Promise<void> {
    const nowMs = this.parts.nowMs();
    const ahead = dispatch.changes.filter((_, index) => verdicts[index]?.kind === 'ahead').map(({ recordKey }) => recordKey);
    const newest = ahead.length === 0 ? undefined : await this.parts.ledger.newestVersions(ahead);
    const settled = dispatch.changes.map((change, index) =>
      settledBy(change, verdicts[index] ?? { kind: 'missing' }, {
        nowMs,
        attempts: attempts.get(change.id) ?? 0,
        newestVersion: newest?.get(change.recordKey),
      }),
    );
    await this.store(dispatch, settled, attempts);
  }

  private async store(dispatch: Dispatch, settled: readonly Settled[], attempts: Attempts): Promise<void> {
    const { ledger } = this.parts;
    await ledger.settle(dispatch, [...settled, ...dispatch.aside], this.parts.nowMs());
    await this.noteLate(dispatch, settled);
    const from = this.sentThrough;
    this.sentThrough = Math.max(from, dispatch.through);
    if (this.openCount > 0) for (const key of await ledger.supersedeOlder(dispatch.changes, this.parts.nowMs())) this.owed.delete(key);
    this.noteOwed(dispatch.changes, settled);
    const unfinished = settled.some(({ state }) => state !== 'applied') || dispatch.aside.length > 0;
    if (unfinished || attempts.size > 0 || this.openCount > 0) await this.lookAround(this.parts.nowMs());
    this.parts.onSettled(from, this.sentThrough, appliedOf(dispatch.changes, settled, attempts));
  }

  /** What was applied too late by the site's clock, and what was still undelivered at its due time when a newer version went instead. */
  private async noteLate({ changes, aside }: Dispatch, settled: readonly Settled[]): Promise<void> {
    const nowMs = this.parts.nowMs();
    const late = changes.filter(({ dueAtMs }, index) => {
      if (dueAtMs === undefined || dueAtMs > nowMs) return false;
      const { appliedAt } = settled[index] ?? {};
      return appliedAt !== undefined && Date.parse(appliedAt) >= dueAtMs;
    });
    const overtaken = aside.filter(({ dueAtMs }) => dueAtMs !== undefined && dueAtMs <= nowMs);
    const ids = [...late.map(({ id }) => id), ...overtaken.map(({ changeId }) => changeId)];
    if (ids.length > 0) await this.parts.ledger.noteLate(ids, nowMs);
  }

  private noteOwed(changes: readonly Change[], settled: readonly Settled[]): void {
    for (const [index, change] of changes.entries()) {
      if (settled[index]?.state === 'accepted') this.owed.add(change.recordKey);
      else if (this.owed.size > 0) this.owed.delete(change.recordKey);
    }
  }
}

/** What went through in passing; what had been open is read back on its own account. */
const appliedOf = (changes: readonly Change[], settled: readonly Settled[], open: Attempts): Expected[] =>
  changes
    .filter((change, index) => settled[index]?.state === 'applied' && !open.has(change.id))
    .map(({ id, recordKey, version, state }) => ({ changeId: id, recordKey, version, state }));
