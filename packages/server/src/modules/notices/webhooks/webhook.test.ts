import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '@keywright/contract';
import { toKinds, toWebhookUrl } from './webhook.ts';

const taken: Readonly<Record<string, string>> = {
  'https://receiver.example.com/hook?x=1': 'https://receiver.example.com/hook?x=1',
  ' https://receiver.example.com ': 'https://receiver.example.com/',
  'https://receiver.example.com/#part': 'https://receiver.example.com/',
  'https://192.0.2.1/': 'https://192.0.2.1/',
  'http://127.0.0.1:8080/hook': 'http://127.0.0.1:8080/hook',
  'http://2130706433/': 'http://127.0.0.1/',
  'http://10.1.2.3/': 'http://10.1.2.3/',
  'http://192.168.0.7/': 'http://192.168.0.7/',
  'http://[::1]/': 'http://[::1]/',
  'http://[fd00::1]/': 'http://[fd00::1]/',
  'http://localhost:9/': 'http://localhost:9/',
  'http://receiver:8080/hook': 'http://receiver:8080/hook',
  'http://hooks.internal/': 'http://hooks.internal/',
};
for (const [url, stored] of Object.entries(taken)) {
  test(`taken: ${url}`, () => assert.equal(toWebhookUrl(url), stored));
}

const refused = [
  'receiver.example.com',
  '/hook',
  '',
  'ftp://receiver.example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://receiver.example.com/',
  'http://8.8.8.8/',
  'http://169.254.169.254/latest/meta-data',
  'http://[2001:db8::1]/',
  'http://[::ffff:8.8.8.8]/',
  'http://localhost.example.com/',
  'http://internal.example.com/',
  'https://user@receiver.example.com/',
  'https://:secret@receiver.example.com/',
  'http://user:pass@127.0.0.1/',
];
for (const url of refused) {
  test(`refused, naming the field and quoting nothing: ${url}`, () => {
    assert.throws(
      () => toWebhookUrl(url),
      (error) =>
        error instanceof AppError &&
        error.code === 'VALIDATION_FAILED' &&
        JSON.stringify(error.details).includes('"path":"url"') &&
        !JSON.stringify(error.details).includes('secret'),
    );
  });
}

test('kinds are kept sorted and once each', () => {
  const kinds = toKinds(['new-network', 'address-blocked', 'new-network']);
  assert.deepEqual(kinds, ['address-blocked', 'new-network']);
});
