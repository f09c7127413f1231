import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
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
 * What stands in X-Forwarded-For before the first address that is not trusted is anybody’s invention, and so is what stands
 * before something that is no address.
 */
export function addressesOf({ socket, headersDistinct }: IncomingMessage, trusts: TrustsProxy): readonly string[] {
  const addresses = [socket.remoteAddress ?? ''];
  const forwarded = headersDistinct['x-forwarded-for']?.join().split(',') ?? [];
  for (let index = forwarded.length - 1; index >= 0 && trusts(addresses.at(-1) ?? ''); index -= 1) {
    const entry = forwarded[index]?.trim() ?? '';
    if (entry === '') continue;
    const address = isIP(entry) > 0 ? entry : withoutPort(entry);
    if (address === undefined) break;
    addresses.push(address);
  }
  return addresses;
}

/** Some proxies write a port too: `192.0.2.7:443`, `[2001:db8::7]:443`, or brackets alone. Undefined where it is no address. */
function withoutPort(entry: string): string | undefined {
  const [, inBrackets, plain] = /^(?:\[([\da-fA-F:.]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(entry) ?? [];
  const address = inBrackets ?? plain ?? '';
  const family = isIP(address);
  return (inBrackets === undefined ? family === 4 : family === 6) ? address : undefined;
}
