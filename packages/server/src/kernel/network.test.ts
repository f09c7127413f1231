import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './network.ts';

const networks: readonly (readonly [address: string, network: string])[] = [
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['::1', '::/64'],
  ['unknown', 'unknown'],
];
for (const [address, network] of networks) {
  test(`${address} is counted as ${network}`, () => assert.equal(networkOf(address), network));
}
