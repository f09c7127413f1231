import { type Client, createClient } from '@keywright/client';
import type { CredentialKind } from './credential-kind.ts';

/** How long a reply may take, in milliseconds. */
const timeoutMs = 30_000;

export interface Connection {
  readonly server: string;
  readonly userAgent: string;
  /** Absent for what anyone may ask. */
  readonly credential?: { readonly kind: CredentialKind; readonly token: string };
}

/** A client that presents one credential and waits for no reply for ever. */
export function connect({ server, userAgent, credential }: Connection): Client {
  const bounded: typeof fetch = (url, init) =>
    fetch(url, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init?.headers)), 'user-agent': userAgent },
      signal: init?.signal ?? AbortSignal.timeout(timeoutMs),
    });
  if (credential === undefined) return createClient({ baseUrl: server, fetch: bounded });
  const { kind, token } = credential;
  return createClient({ baseUrl: server, token: kind === 'api-key' ? { apiKey: token } : token, fetch: bounded });
}
