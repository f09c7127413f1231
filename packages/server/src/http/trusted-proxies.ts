import type { IncomingMessage } from 'node:http';
import { compile } from '@fastify/proxy-addr';
import { LRUCache } from 'lru-cache';

/** Whether X-Forwarded-For is believed of an address. */
export type TrustsProxy = (address: string) => boolean;

const rememberedAddresses = 1000;

/** Compiles addresses and CIDR ranges; none of them trusts nobody. What was decided of an address is remembered: proxies are few. */
export function compileTrust(trustedProxies: readonly string[]): TrustsProxy {
  if (trustedProxies.length === 0) return () => false;
  const decide = compile([...trustedProxies]);
  const decided = new LRUCache<string, boolean>({ max: rememberedAddresses });
  return (address) => {
    let isTrusted = decided.get(address);
    if (isTrusted === undefined) {
      isTrusted = decide(address, 0);
      decided.set(address, isTrusted);
    }
    return isTrusted;
  };
}

/**
 * The addresses by which a request came, the nearest first, as far as trusted proxies vouch for them: the last is the client’s.
 * What stands in X-Forwarded-For before the first address that is not trusted is anybody’s invention.
 */
export function addressesOf({ socket, headersDistinct }: IncomingMessage, trusts: TrustsProxy): readonly string[] {
  const addresses = [socket.remoteAddress ?? ''];
  const forwarded = headersDistinct['x-forwarded-for']?.join().split(',') ?? [];
  for (let index = forwarded.length - 1; index >= 0 && trusts(addresses.at(-1) ?? ''); index -= 1) {
    const address = forwarded[index]?.trim() ?? '';
    if (address !== '') addresses.push(address);
  }
  return addresses;
}
