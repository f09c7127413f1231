import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { addressesOf, compileTrust } from './trusted-proxies.ts';

/** A request from an address, with these X-Forwarded-For. */
function requestFrom(address: string | undefined, forwardedFor: readonly string[]): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  const request = new IncomingMessage(socket);
  Object.defineProperty(request, 'headersDistinct', {
    value: forwardedFor.length === 0 ? {} : { 'x-forwarded-for': forwardedFor },
  });
  return request;
}

const trusts = compileTrust(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32']);
const from = (address: string | undefined, ...forwardedFor: readonly string[]) =>
  addressesOf(requestFrom(address, forwardedFor), trusts);

test('nobody is trusted where no proxy is named', () => {
  const request = requestFrom('127.0.0.1', ['192.0.2.7']);
  assert.deepEqual(addressesOf(request, compileTrust([])), ['127.0.0.1']);
});

test('the way is followed from the right, past trusted proxies, to the first that is none', () => {
  assert.deepEqual(from('127.0.0.1'), ['127.0.0.1']);
  assert.deepEqual(from('192.0.2.1', '192.0.2.7'), ['192.0.2.1']);
  assert.deepEqual(from('127.0.0.1', '6.6.6.6, 192.0.2.7, 10.1.2.3'), ['127.0.0.1', '10.1.2.3', '192.0.2.7']);
  assert.deepEqual(from('127.0.0.1', '6.6.6.6', '192.0.2.7'), ['127.0.0.1', '192.0.2.7']);
  assert.deepEqual(from('2001:db8::1', '2001:db9::7'), ['2001:db8::1', '2001:db9::7']);
  assert.deepEqual(from('127.0.0.1', ' ,192.0.2.7, ,'), ['127.0.0.1', '192.0.2.7']);
});

test('a mapped IPv4 address is the IPv4 address that it is, and a socket that is gone is nobody’s', () => {
  assert.deepEqual(from('::ffff:10.0.0.1', '192.0.2.7'), ['::ffff:10.0.0.1', '192.0.2.7']);
  assert.deepEqual(from(undefined, '192.0.2.7'), ['']);
});

test('a port is left out, as some proxies write one', () => {
  assert.deepEqual(from('127.0.0.1', '192.0.2.7:443').at(-1), '192.0.2.7');
  assert.deepEqual(from('127.0.0.1', '[2001:db9::7]:443').at(-1), '2001:db9::7');
  assert.deepEqual(from('127.0.0.1', '[2001:db9::7]').at(-1), '2001:db9::7');
});

test('what is no address is believed of nobody, nor is what stands before it', () => {
  for (const odd of [
    'unknown',
    'x'.repeat(10_000),
    '999.1.1.1',
    '[192.0.2.7]',
    '192.0.2.7:x',
    '::1]:1',
    '1.2.3',
    '_me',
  ]) {
    assert.deepEqual(from('127.0.0.1', `192.0.2.7, ${odd}`), ['127.0.0.1'], odd.slice(0, 20));
    assert.deepEqual(from('127.0.0.1', `${odd}, 10.0.0.2`), ['127.0.0.1', '10.0.0.2'], odd.slice(0, 20));
  }
});
