/** Whoever sent a request, and what of the request the gate is told. Each framework hands it over in its own way. */
export interface Caller {
  readonly method: string;
  /** The request’s target as it was received: its path and query, or the same as an absolute URL. */
  readonly target: string;
  /** The network address from which the request came, as the application believes it: never one that the caller wrote. */
  readonly address: string | undefined;
  /**
   * A header as it was received, whatever a framework makes of it. Lines that repeat a header are joined by commas, as HTTP
   * has it: of two credentials none is chosen, and both together are none.
   */
  readonly header: (name: string) => string | undefined;
}

/** A header from Node’s `rawHeaders`: names and values in turn. Of a repeated `Authorization`, `headers` shows the first only. */
export function rawHeader(rawHeaders: readonly string[], name: string): string | undefined {
  const lines = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
  return lines.length === 0 ? undefined : lines.join(', ');
}

/** The path and query of a target; proxies may be sent absolute URLs (RFC 9112 §3.2.2), which frameworks route by their path. */
export function pathOf(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
