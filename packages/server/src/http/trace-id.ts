import { newTraceId } from '../kernel/crypto/random.ts';

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller’s trace id where it sent one (W3C Trace Context), else a new one. `header`: its `traceparent`. */
export function traceIdOf(header: string | string[] | undefined): string {
  const given = typeof header === 'string' ? traceparent.exec(header)?.[1] : undefined;
  return given !== undefined && !/^0+$/.test(given) ? given : newTraceId();
}
