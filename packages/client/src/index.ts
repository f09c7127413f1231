/**
 * The Keywright API, one typed method for each operation. It needs `fetch` and nothing else: Node 20 or newer, Bun, Deno,
 * edge runtimes and browsers. Types come from the contract; none of its code, so that no schema gets into a bundle.
 */
export { type Client, type ClientOptions, createClient } from './client.ts';
export { KeywrightError, type KeywrightErrorCode } from './keywright-error.ts';
export type { FieldFault, OperationId, ReplyOf, RequestOf } from './types.ts';
