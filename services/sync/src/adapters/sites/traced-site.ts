import type { BucketDigest, HeldRecord, PublicationAnswer, PublicRecord } from '@tongxiu/contracts';
import { currentTraceparent, inSpan, tracingIsOn } from '@tongxiu/telemetry';
import { SiteConnector, type Ending } from '../../app/site-connector.js';
import type { Change } from '../../domain/effect.js';

/** Enough for what is read back soon; what waits longer begins a trace of its own. */
const keptMax = 10_000;

/** A connector whose requests show in the traces of the decisions they carry; nothing but the connector itself while no traces are made. */
export const inTraces = (site: string, connector: SiteConnector): SiteConnector =>
  tracingIsOn() ? new TracedSite(site, connector) : connector;

class TracedSite extends SiteConnector {
  /** By record key, the context of the last publication: reading back continues it. Oldest first. */
  private readonly published = new Map<string, string>();

  constructor(
    private readonly site: string,
    private readonly connector: SiteConnector,
  ) {
    super();
  }

  publish(batchId: string, changes: readonly Change[]): Promise<Ending<PublicationAnswer>> {
    const causes = changes.map(({ recordKey, traceparent }) => ({ key: recordKey, traceparent }));
    return this.asked('publish', causes, () => {
      for (const { key } of causes) this.keep(key, currentTraceparent(key));
      return this.connector.publish(batchId, changes);
    });
  }

  status(recordKeys: readonly string[]): Promise<Ending<ReadonlyMap<string, HeldRecord>>> {
    return this.asked('status', this.causesOf(recordKeys), () => this.connector.status(recordKeys));
  }

  digests(): Promise<Ending<ReadonlyMap<string, BucketDigest>>> {
    return this.connector.digests();
  }

  lookUp(recordKeys: readonly string[]): Promise<Ending<ReadonlyMap<string, PublicRecord>>> {
    return this.asked('read back', this.causesOf(recordKeys), () => this.connector.lookUp(recordKeys));
  }

  close(): Promise<void> {
    return this.connector.close();
  }

  private asked<Answer>(
    what: string,
    causes: readonly { readonly key: string; readonly traceparent?: string | undefined }[],
    ask: () => Promise<Ending<Answer>>,
  ): Promise<Ending<Answer>> {
    const attributes = { 'tongxiu.site': this.site, 'tongxiu.records': causes.length };
    return inSpan({ name: `${what} ${this.site}`, kind: 'client', attributes, causes, inEachTrace: true }, async (span) => {
      const ending = await ask();
      span?.setAttribute('tongxiu.ending', ending.kind);
      if (ending.kind === 'refused') span?.setAttribute('http.response.status_code', ending.status);
      return ending;
    });
  }

  private causesOf(recordKeys: readonly string[]) {
    return recordKeys.map((key) => ({ key, traceparent: this.published.get(key) }));
  }

  private keep(key: string, traceparent: string | undefined): void {
    if (traceparent === undefined) return;
    this.published.delete(key);
    this.published.set(key, traceparent);
    if (this.published.size <= keptMax) return;
    const [oldest] = this.published.keys();
    if (oldest !== undefined) this.published.delete(oldest);
  }
}
