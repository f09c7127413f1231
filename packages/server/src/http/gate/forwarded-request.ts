import type { IncomingMessage } from 'node:http';
import { AppError } from '@keywright/contract';
import type { Asked } from './question.ts';

/** A request to another API, as its proxy tells of it. */
export interface ForwardedRequest extends Asked {
  /** In lower case, without port and final dot; empty where the proxy named none. */
  readonly host: string;
}

const envoyPrefix = '/gate/envoy';

/** As nginx by its recipe, Caddy and Traefik tell of it: in X-Forwarded-Method, -Uri and -Host. */
export function readForwardedRequest(request: IncomingMessage): ForwardedRequest {
  return {
    method: requireOne(request, 'x-forwarded-method'),
    url: requireOne(request, 'x-forwarded-uri'),
    host: hostOf(request.headersDistinct['x-forwarded-host']),
  };
}

/** As Envoy tells of it: by its own method, path and host, below a prefix. */
export function readEnvoyRequest({ method = '', url = '', headersDistinct }: IncomingMessage): ForwardedRequest {
  return {
    method,
    url: url.startsWith(envoyPrefix) ? url.slice(envoyPrefix.length) : '',
    host: hostOf(headersDistinct.host),
  };
}

/** A proxy that sets a header leaves one of it. Two mean that it lets through what clients send. */
function requireOne(request: IncomingMessage, name: 'x-forwarded-method' | 'x-forwarded-uri'): string {
  const [value, ...more] = request.headersDistinct[name] ?? [];
  if (value !== undefined && more.length === 0) return value;
  throw new AppError('UNTRUSTED_PROXY', { detail: `The proxy must set ${name}, once: see the guide for it.` });
}

/** Two hosts are none: no service that is known by its host is meant. */
function hostOf(values: readonly string[] | undefined): string {
  const [value = '', ...more] = values ?? [];
  if (more.length > 0) return '';
  return value.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
