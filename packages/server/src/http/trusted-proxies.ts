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
