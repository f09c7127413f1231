import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@keywright/contract';
import fc from 'fast-check';
import { areWithin, compileNetworks, homeNetworkOf, toNetworks } from './networks.ts';

const judged: readonly (readonly [networks: string[], address: string, allowed: boolean])[] = [
  [[], '192.0.2.1', true],
  [[], 'not an address', true],
  [['192.0.2.1'], '192.0.2.1', true],
  [['192.0.2.1'], '192.0.2.2', false],
  [['192.0.2.1/32'], '192.0.2.1', true],
  [['10.0.0.0/8'], '10.255.255.255', true],
  [['10.0.0.0/8'], '11.0.0.0', false],
  [['10.0.0.0/8'], '9.255.255.255', false],
  [['10.1.2.3/8'], '10.200.0.1', true],
  [['192.0.2.0/25'], '192.0.2.127', true],
  [['192.0.2.0/25'], '192.0.2.128', false],
  [['0.0.0.0/0'], '203.0.113.9', true],
  [['0.0.0.0/0'], '2001:db8::1', false],
  [['::/0'], '2001:db8::1', true],
  [['::/0'], '203.0.113.9', false],
  [['192.0.2.0/24', '2001:db8::/32'], '2001:db8:ffff::1', true],
  [['192.0.2.0/24', '2001:db8::/32'], '2001:db9::1', false],
  [['2001:db8::1'], '2001:0DB8:0:0:0:0:0:1', true],
  // IPv4 in IPv6 clothes is the IPv4 address that it is: in the list, in the request, and in both.
  [['192.0.2.1'], '::ffff:192.0.2.1', true],
  [['10.0.0.0/8'], '::ffff:10.9.9.9', true],
  [['10.0.0.0/8'], '::ffff:11.9.9.9', false],
  [['::ffff:192.0.2.1'], '192.0.2.1', true],
  [['::ffff:10.0.0.0/104'], '10.9.9.9', true],
  [['::ffff:10.0.0.0/104'], '11.9.9.9', false],
  [['::ffff:10.0.0.0/104'], '::ffff:10.9.9.9', true],
  [['192.0.2.1'], '', false],
  [['192.0.2.1'], '192.0.2.1 ', false],
  [['192.0.2.1'], 'localhost', false],
];
for (const [networks, address, allowed] of judged) {
  test(`[${networks.join(', ')}] ${allowed ? 'allows' : 'refuses'} ${JSON.stringify(address)}`, () => {
    assert.equal(compileNetworks(networks)(address), allowed);
    if (networks.length > 0) assert.equal(compileNetworks(toNetworks(networks))(address), allowed);
  });
}

const stored: readonly (readonly [given: string[], stored: string[]])[] = [
  [[], []],
  [['192.0.2.1'], ['192.0.2.1/32']],
  [['2001:DB8::1'], ['2001:db8::1/128']],
  [
    [' 192.0.2.0/24 ', '10.0.0.0/8'],
    ['10.0.0.0/8', '192.0.2.0/24'],
  ],
  [['192.0.2.1', '192.0.2.1/32', '::ffff:192.0.2.1'], ['192.0.2.1/32']],
  [['::ffff:10.0.0.0/104'], ['10.0.0.0/8']],
];
for (const [given, kept] of stored) {
  test(`[${given.join(', ')}] is stored as [${kept.join(', ')}]`, () => assert.deepEqual(toNetworks(given), kept));
}

const garbage = [
  '',
  ' ',
  'localhost',
  '*',
  '10',
  '10/8',
  '127.1',
  '192.0.2',
  '192.0.2.0/33',
  '192.0.2.0/-1',
  '192.0.2.0/',
  '192.0.2.0/24/24',
  '192.0.2.0/2a',
  '192.0.2.0/255.255.255.0',
  '192.0.2.256',
  '192.0.2.1.5',
  '010.0.0.1',
  '010.0.0.0/8',
  '0x7f.0.0.1',
  '2001:db8::/129',
  '2001:db8::g',
  '2001:db8:::1',
  '[::1]',
  '10.0.0.1-10.0.0.9',
  '10.0.0.1:80',
  'http://10.0.0.1',
];
for (const text of garbage) {
  test(`${JSON.stringify(text)} is no network, and allows nobody`, () => {
    assert.throws(() => toNetworks([text]), AppError);
    assert.equal(compileNetworks([text])('10.0.0.1'), false);
  });
}

test('every network that is none is named, by its place', () => {
  assert.throws(
    () => toNetworks(['10.0.0.0/8', 'x', '192.0.2.1', 'y']),
    (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'VALIDATION_FAILED');
      const fields = error.details.fields as readonly { path: string; code: string }[];
      assert.deepEqual(
        fields.map(({ path, code }) => [path, code]),
        [
          ['allowedNetworks[1]', 'NOT_A_NETWORK'],
          ['allowedNetworks[3]', 'NOT_A_NETWORK'],
        ],
      );
      return true;
    },
  );
});

const within: readonly (readonly [inner: string[], outer: string[], is: boolean])[] = [
  [[], [], true],
  [['192.0.2.1'], [], true],
  [[], ['192.0.2.1'], false],
  [['192.0.2.1'], ['192.0.2.0/24'], true],
  [['192.0.2.0/24'], ['192.0.2.0/24'], true],
  [['192.0.2.0/23'], ['192.0.2.0/24'], false],
  [['192.0.2.0/25', '10.0.0.1'], ['192.0.2.0/24', '10.0.0.0/8'], true],
  [['192.0.2.0/25', '11.0.0.1'], ['192.0.2.0/24', '10.0.0.0/8'], false],
  [['2001:db8:1::/48'], ['2001:db8::/32'], true],
  [['2001:db8:1::/48'], ['0.0.0.0/0'], false],
  [['192.0.2.1'], ['::/0'], false],
  [['::ffff:10.0.0.0/104'], ['10.0.0.0/8'], true],
  [['10.0.0.0/8'], ['::ffff:10.0.0.0/104'], true],
];
for (const [inner, outer, is] of within) {
  test(`[${inner.join(', ')}] ${is ? 'lies' : 'does not lie'} within [${outer.join(', ')}]`, () => {
    assert.equal(areWithin(inner, outer), is);
  });
}

/** Few different bytes and short prefixes, so that networks and addresses meet. */
const byte = fc.constantFrom(0, 1, 10, 127, 128, 255);
const v4 = fc.array(byte, { minLength: 4, maxLength: 4 }).map((bytes) => bytes.join('.'));
const v6 = fc
  .array(fc.constantFrom('0', '1', 'ffff', '8000', 'db8'), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.join(':'));
const address = fc.oneof(
  v4,
  v6,
  v4.map((text) => `::ffff:${text}`),
);
const network = fc.oneof(
  fc.tuple(v4, fc.nat({ max: 32 })).map(([base, bits]) => `${base}/${bits}`),
  fc.tuple(v6, fc.nat({ max: 128 })).map(([base, bits]) => `${base}/${bits}`),
  fc.tuple(v4, fc.nat({ max: 128 })).map(([base, bits]) => `::ffff:${base}/${bits}`),
  address,
);
const networks = fc.array(network, { maxLength: 4 });

test('where one list lies within another, every address that it allows is allowed by the other', () => {
  fc.assert(
    fc.property(networks, networks, fc.array(address, { minLength: 1, maxLength: 20 }), (inner, outer, addresses) => {
      fc.pre(areWithin(inner, outer));
      const [allowedByInner, allowedByOuter] = [compileNetworks(inner), compileNetworks(outer)];
      for (const from of addresses) assert.ok(!allowedByInner(from) || allowedByOuter(from), from);
    }),
    { numRuns: 2000 },
  );
});

test('a list lies within itself, and within any list that has more', () => {
  fc.assert(
    fc.property(fc.array(network, { minLength: 1, maxLength: 4 }), networks, (inner, more) => {
      assert.ok(areWithin(inner, inner));
      assert.ok(areWithin(inner, [...inner, ...more]));
    }),
  );
});

test('what is stored allows what was given, and is stored as it stands', () => {
  fc.assert(
    fc.property(networks, fc.array(address, { maxLength: 10 }), (given, addresses) => {
      const kept = toNetworks(given);
      assert.deepEqual(toNetworks(kept), kept);
      for (const from of addresses) assert.equal(compileNetworks(kept)(from), compileNetworks(given)(from), from);
    }),
  );
});

const networksOfAddresses: Readonly<Record<string, string>> = {
  '192.0.2.7': '192.0.2.0/24',
  '192.0.3.7': '192.0.3.0/24',
  '::ffff:192.0.2.9': '192.0.2.0/24',
  '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
  '2001:db8:1:3::1': '2001:db8:1:3::/64',
  '::1': '::/64',
  unknown: 'unknown',
};
for (const [address, network] of Object.entries(networksOfAddresses)) {
  test(`the network of ${address} is ${network}`, () => assert.equal(homeNetworkOf(address), network));
}
