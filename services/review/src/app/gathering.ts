/**
 * Joins what arrives while earlier sets are in work into the next set. Nothing waits for company: an item that finds a free place goes
 * alone and at once, and the busier the database the larger the sets, so that a burst costs transactions by the set and not by the item.
 */
export class Gathering<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = [];
  private setsInWork = 0;

  constructor(
    /** Answers in the order of the items; all or nothing. */
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly setsInWorkMax = 2,
    private readonly setSizeMax = 200,
  ) {}

  ask(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.waiting.push({ item, resolve, reject });
    if (this.setsInWork < this.setsInWorkMax) void this.goOn();
    return promise;
  }

  private async goOn(): Promise<void> {
    this.setsInWork += 1;
    for (let set = this.next(); set.length > 0; set = this.next()) await this.carry(set);
    this.setsInWork -= 1;
  }

  private next(): Waiting<Item, Result>[] {
    return this.waiting.splice(0, this.setSizeMax);
  }

  /** What fails together is tried apart: one item must not spoil its chance neighbours. */
  private async carry(set: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(set.map(({ item }) => item));
      for (const [index, { resolve }] of set.entries()) resolve(results[index] as Result);
    } catch (cause) {
      if (set.length === 1) set[0]?.reject(cause);
      else for (const one of set) await this.carry([one]);
    }
  }
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (cause: unknown) => void;
}
