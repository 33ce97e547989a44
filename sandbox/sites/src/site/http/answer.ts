import type { SiteErrorCode, SiteRefusal, Wording } from '@tongxiu/contracts';

/** A request read whole. Routes are plain functions from this to an answer; everything about sockets stays in the server. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  readonly nowMs: number;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type Route = (asked: Asked) => Answer;

const jsonType = 'application/json; charset=utf-8';

export const json = (value: unknown, status = 200): Answer => ({ status, type: jsonType, body: JSON.stringify(value) });
export const jsonText = (body: string): Answer => ({ status: 200, type: jsonType, body });

export function refusal(status: number, code: SiteErrorCode, message: Wording, headers?: Readonly<Record<string, string>>): Answer {
  const body: SiteRefusal = { code, message };
  return { ...json(body, status), headers };
}
