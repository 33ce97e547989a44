import { sitePaths } from '@tongxiu/contracts/site';
import type { ExchangeDoor } from './exchange/exchange-door.js';
import type { FaultSwitches } from './faults/fault-switches.js';
import { sandboxPath } from './faults/sandbox-door.js';
import { json, refusal, type Answer, type Asked, type Route } from './http/answer.js';
import { Desk, noAnswer } from './http/site-server.js';
import type { PageDoor } from './pages/page-door.js';
import type { PublicDoor } from './public/public-door.js';

/** Which door a request goes to, and which fault it meets on the way. */
export class SiteDesk extends Desk {
  constructor(
    private readonly siteId: string,
    private readonly exchange: ExchangeDoor,
    private readonly open: PublicDoor,
    private readonly pages: PageDoor,
    private readonly faults: FaultSwitches,
    private readonly sandbox: Route | undefined,
    private readonly settleDue: (nowMs: number) => void,
  ) {
    super();
  }

  override exempt(path: string): boolean {
    return path === sandboxPath && this.sandbox !== undefined;
  }

  override answer(asked: Asked): Answer {
    if (asked.path === sandboxPath && this.sandbox !== undefined) return this.sandbox(asked);
    const { maintenance } = this.faults.settings;
    const forPeople = asked.path !== '/health' && !asked.path.startsWith('/api/') && !asked.path.startsWith('/exchange/');
    if (maintenance !== false) {
      const retryAfterSeconds = maintenance === true ? 60 : maintenance;
      return forPeople ? this.pages.inMaintenance(asked, retryAfterSeconds) : inMaintenance(retryAfterSeconds);
    }
    this.settleDue(asked.nowMs);
    if (forPeople) return this.pages.answer(asked);
    if (asked.path === '/health') return json({ status: 'ok', site: this.siteId });
    const exchange = this.exchange.routes[asked.path];
    if (exchange !== undefined) return asked.method === 'POST' ? this.throughFaults(asked, exchange) : notAllowed('POST');
    const method = asked.method === 'HEAD' ? 'GET' : asked.method;
    const open = this.open.routes[`${method} ${asked.path}`];
    return open === undefined ? this.unknown(asked.path) : open(asked);
  }

  private throughFaults(asked: Asked, route: Route): Answer {
    const { failRate, dropAnswerRate } = this.faults.settings;
    const publishes = asked.path === sitePaths.publications;
    if ((publishes && this.faults.failsThisPublication()) || this.faults.chance(failRate)) return broken;
    const answer = route(asked);
    if (publishes) this.settleDue(asked.nowMs);
    return publishes && this.faults.chance(dropAnswerRate) ? noAnswer : answer;
  }

  private unknown(path: string): Answer {
    const method = Object.keys(this.open.routes)
      .find((route) => route.endsWith(` ${path}`))
      ?.split(' ')[0];
    return method === undefined ? notFound : notAllowed(method);
  }
}

/** As sites in trouble do: a page where JSON was expected. */
const broken: Answer = { status: 500, type: 'text/html; charset=utf-8', body: '<h1>500 Internal Server Error</h1>' };

const notFound = refusal(404, 'MALFORMED', { zh: '没有这个地址', en: 'There is nothing at this address' });

const notAllowed = (allow: string): Answer =>
  refusal(405, 'MALFORMED', { zh: `此地址只接受 ${allow}`, en: `This address takes only ${allow}` }, { allow });

const inMaintenance = (retryAfterSeconds: number): Answer =>
  refusal(
    503,
    'MAINTENANCE',
    { zh: '网站维护中，请稍后再试', en: 'The site is under maintenance; try again later' },
    { 'retry-after': String(retryAfterSeconds) },
  );
