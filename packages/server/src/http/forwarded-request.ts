import { AppError } from '@keywright/contract';
import type { FastifyRequest } from 'fastify';
import type { Asked } from './request-state.ts';

/** A request to another API, as its proxy tells of it. */
interface ForwardedRequest extends Asked {
  /** In lower case, without port and final dot; empty where the proxy named none. */
  readonly host: string;
}

const envoyPrefix = '/gate/envoy';

/**
 * Only proxies that are trusted are answered, and only those that say whose request it is: else the failures of every client
 * would be counted as the proxy’s own, and ten of them would lock all clients out.
 */
export function requireProxy(request: FastifyRequest): void {
  if ((request.ips?.length ?? 0) > 1) return;
  throw new AppError('FORBIDDEN', {
    detail:
      'The gate answers proxies and guards alone: KEYWRIGHT_TRUSTED_PROXIES must name the address that asks, ' +
      'and X-Forwarded-For the client’s.',
  });
}

/** As nginx by its recipe, Caddy and Traefik tell of it: in X-Forwarded-Method, -Uri and -Host. */
export function readForwardedRequest(request: FastifyRequest): ForwardedRequest {
  return {
    method: requireOne(request, 'x-forwarded-method'),
    url: requireOne(request, 'x-forwarded-uri'),
    host: hostOf(request.raw.headersDistinct['x-forwarded-host']),
  };
}

/** As Envoy tells of it: by its own method, path and host, below a prefix. */
export function readEnvoyRequest(request: FastifyRequest): ForwardedRequest {
  const url = request.raw.url ?? '';
  return {
    method: request.method,
    url: url.startsWith(envoyPrefix) ? url.slice(envoyPrefix.length) : '',
    host: hostOf(request.raw.headersDistinct.host),
  };
}

/** A proxy that sets a header leaves one of it. Two mean that it lets through what clients send. */
function requireOne(request: FastifyRequest, name: 'x-forwarded-method' | 'x-forwarded-uri'): string {
  const [value, ...more] = request.raw.headersDistinct[name] ?? [];
  if (value !== undefined && more.length === 0) return value;
  throw new AppError('FORBIDDEN', { detail: `The proxy must set ${name}, once: see the guide for it.` });
}

/** Two hosts are none: no service that is known by its host is meant. */
function hostOf(values: readonly string[] | undefined): string {
  const [value = '', ...more] = values ?? [];
  if (more.length > 0) return '';
  return value.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
