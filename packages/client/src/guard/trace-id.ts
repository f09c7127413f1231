/** The trace of a request: that of its `traceparent` (W3C Trace Context), else a new one. 32 hexadecimal digits. */
export function traceIdOf(traceparent: string | undefined): string {
  const given = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(traceparent ?? '')?.[1];
  if (given !== undefined && !/^0+$/.test(given)) return given;
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
