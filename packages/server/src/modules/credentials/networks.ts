import { validationFailed } from '@keywright/contract';
import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The prefix under which IPv6 carries IPv4 addresses: `::ffff:0:0/96`. */
const mappedBits = 96;

/** An IPv4 address that came in IPv6 clothes is compared as the IPv4 address that it is. */
function toAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 {
  return ipaddr.process(text);
}

/** IPv4 is read in four decimal parts alone: in what C reads, `010.0.0.0` is 8.0.0.0 and `10/8` is 0.0.0.10/8. */
function toRange(text: string): Range | undefined {
  const [, address = '', suffix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(address) || (address.includes(':') && ipaddr.isValid(address));
  if (!isAddress) return undefined;
  const asWritten = ipaddr.parse(address);
  const longest = asWritten.kind() === 'ipv4' ? 32 : 128;
  const bits = suffix === undefined ? longest : Number(suffix);
  if (bits > longest) return undefined;
  const base = toAddress(address);
  const isMapped = base.kind() !== asWritten.kind();
  if (isMapped && bits < mappedBits) return [asWritten, bits];
  return [base, isMapped ? bits - mappedBits : bits];
}

function contains([base, prefixLength]: Range, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return base.kind() === address.kind() && address.match([base, prefixLength] as [ipaddr.IPv4, number]);
}

/** The networks as they are stored: CIDR ranges, sorted, without duplicates. Throws `VALIDATION_FAILED`. */
export function toNetworks(networks: readonly string[]): readonly string[] {
  const faults = networks.flatMap((text, index) =>
    toRange(text.trim()) === undefined
      ? [{ path: `allowedNetworks[${index}]`, code: 'NOT_A_NETWORK', message: 'must be an address or a CIDR range.' }]
      : [],
  );
  if (faults.length > 0) throw validationFailed(...faults);
  const ranges = networks.map((text) => toRange(text.trim())).filter((range) => range !== undefined);
  return [...new Set(ranges.map(([base, bits]) => `${base.toString()}/${bits}`))].sort();
}

/** A test of addresses against stored networks, compiled once. No networks allow every address. */
export function compileNetworks(networks: readonly string[]): (address: string) => boolean {
  if (networks.length === 0) return () => true;
  const ranges = networks.map(toRange).filter((range) => range !== undefined);
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = toAddress(address);
    return ranges.some((range) => contains(range, parsed));
  };
}

/** Whether every address that `inner` allows is allowed by `outer` too. */
export function areWithin(inner: readonly string[], outer: readonly string[]): boolean {
  if (outer.length === 0) return true;
  const outerRanges = outer.map(toRange).filter((range) => range !== undefined);
  const innerRanges = inner.map(toRange).filter((range) => range !== undefined);
  const isWithin = ([base, bits]: Range) => outerRanges.some((range) => range[1] <= bits && contains(range, base));
  return innerRanges.length > 0 && innerRanges.every(isWithin);
}

/**
 * The network that an address belongs to, for telling people of a new one: the /24 of an IPv4 address, the /64 of an IPv6 one.
 * Within these an address commonly changes without its user having moved. What is no address counts as itself.
 */
export function homeNetworkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address.slice(0, 64);
  const parsed = toAddress(address);
  const bits = parsed.kind() === 'ipv4' ? 24 : 64;
  const base =
    parsed.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${bits}`);
  return `${base.toString()}/${bits}`;
}
