import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandLineVariables } from './command-line-variables.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Environment } from './environment.ts';
import { settings } from './settings.ts';

function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    for (const fault of error.faults) assert.ok(error.message.includes(fault));
    return error.faults;
  }
}

type Key = keyof typeof settings;

/** For each setting: values that it takes, with what they are read as, and values that it refuses. */
const values: { readonly [K in Key]: { readonly takes: Record<string, unknown>; readonly refuses: string[] } } = {
  port: { takes: { 0: 0, 8787: 8787, 65535: 65_535 }, refuses: ['-1', '65536', 'abc', '80.5', '0x50', '1e3'] },
  host: { takes: { '0.0.0.0': '0.0.0.0', '::1': '::1', localhost: 'localhost' }, refuses: [] },
  publicUrl: {
    takes: { 'https://keys.example.com': 'https://keys.example.com', 'http://h:1/': 'http://h:1' },
    refuses: ['keys.example.com', 'ftp://keys.example.com', 'https://', '/'],
  },
  dataDir: { takes: { '/var/lib/keywright': '/var/lib/keywright' }, refuses: [] },
  keyringFile: { takes: { '/etc/keywright/keyring.json': '/etc/keywright/keyring.json' }, refuses: [] },
  platform: { takes: { tolgee: 'tolgee', './mine.yaml': './mine.yaml' }, refuses: [] },
  adminEmail: { takes: { 'root@example.com': 'root@example.com' }, refuses: ['root', '@example.com', 'a b@c', 'a@'] },
  adminPassword: {
    takes: { [`${'a'.repeat(12)}`]: 'a'.repeat(12), [`${'a'.repeat(128)}`]: 'a'.repeat(128) },
    refuses: ['a'.repeat(11), 'a'.repeat(129)],
  },
  trustedProxies: {
    takes: { '10.0.0.0/8, ::1': ['10.0.0.0/8', '::1'], '192.0.2.1,,': ['192.0.2.1'] },
    refuses: ['proxy', '10.0.0.0/33', '10.0.0.0/8, all'],
  },
  logLevel: { takes: { debug: 'debug', silent: 'silent' }, refuses: ['loud', 'INFO', 'trace '] },
  databaseUrl: {
    takes: { 'postgres://u:p@h/d': 'postgres://u:p@h/d', 'postgresql://h/d': 'postgresql://h/d' },
    refuses: ['mysql://u:p@h/d', 'file:x.db', 'localhost:5432'],
  },
  databasePoolSize: { takes: { 2: 2, 200: 200 }, refuses: ['1', '201'] },
  argon2MemoryKib: { takes: { 8192: 8192, 1048576: 1_048_576 }, refuses: ['8191', '1048577', '19 456'] },
  argon2Passes: { takes: { 1: 1, 20: 20 }, refuses: ['0', '21'] },
  argon2Concurrency: { takes: { 1: 1, 64: 64 }, refuses: ['0', '65'] },
  argon2MaxWaiting: { takes: { 1: 1, 10000: 10_000 }, refuses: ['0', '10001'] },
  knownCredentials: { takes: { 1: 1, 5000000: 5_000_000 }, refuses: ['0', '5000001'] },
  signInAttemptsPerMinute: { takes: { 1: 1, 100000: 100_000 }, refuses: ['0', '100001', 'Infinity'] },
  lockoutFailures: { takes: { 1: 1, 1000000: 1_000_000 }, refuses: ['0', '1000001'] },
  lockoutWindowSeconds: { takes: { 1: 1, 86400: 86_400 }, refuses: ['0', '86401'] },
  auditRetentionDays: { takes: { 0: 0, 36500: 36_500 }, refuses: ['-1', '36501', '1.5'] },
  lockoutSeconds: { takes: { 1: 1, 86400: 86_400 }, refuses: ['0', '86401', '10m'] },
  invitationHours: { takes: { 1: 1, 720: 720 }, refuses: ['0', '721', 'NaN'] },
  smtpUrl: {
    takes: { 'smtp://u:p@mail:587': 'smtp://u:p@mail:587', 'smtps://mail.example.com': 'smtps://mail.example.com' },
    refuses: ['mail.example.com:25', 'https://u:p@mail', 'u:p@mail'],
  },
  mailFrom: {
    takes: {
      'keys@example.com': 'keys@example.com',
      'Keys of Acme <keys@example.com>': 'Keys of Acme <keys@example.com>',
    },
    refuses: ['keys', 'Keys <keys>', 'a@b, c@d', 'Keys <a@b>, <c@d>', 'a@b\r\nBcc: c@d', 'Keys\n <a@b>'],
  },
  shutdownSeconds: { takes: { 1: 1, 300: 300 }, refuses: ['0', '301', '+5'] },
};

test('an empty environment is a whole configuration', () => {
  const config = readConfig({});
  assert.equal(config.port, 8787);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.platform, 'translately');
  assert.equal(config.publicUrl, 'http://127.0.0.1:8787');
  assert.equal(config.databaseUrl, undefined);
  assert.equal(config.adminPassword, undefined);
  assert.deepEqual(config.trustedProxies, []);
  assert.match(config.dataDir, /^\/.*\/data$/);
  assert.equal(config.keyringFile, `${config.dataDir}/keyring.json`);
  assert.deepEqual([config.argon2MemoryKib, config.argon2Passes], [19_456, 2]);
});

for (const [key, setting] of Object.entries(settings)) {
  const { takes, refuses } = values[key as Key];
  describe(setting.variable, () => {
    test('is what its default says where it is absent', () => {
      const read = setting.read(undefined);
      assert.ok('value' in read);
      const isWords = /^<|^http:\/\/127|^SQLite|^made|^none/.test(setting.fallbackText) || setting.fallbackText === '—';
      if (!isWords) assert.equal(String(read.value), setting.fallbackText.replace('<data dir>', ''));
    });
    for (const [text, value] of Object.entries(takes)) {
      test(`takes ${text}`, () => assert.deepEqual(readConfig({ [setting.variable]: text })[key as Key], value));
    }
    for (const text of refuses) {
      test(`refuses ${text}`, () => {
        const [fault = '', ...more] = faultsOf({ [setting.variable]: text });
        assert.deepEqual(more, []);
        assert.ok(fault.startsWith(`${setting.variable} `), fault);
        assert.ok(fault.endsWith('.'), fault);
        if (setting.secret) assert.ok(!fault.includes(text), fault);
      });
    }
    test('is described, with its bounds', () => {
      assert.match(setting.description, /^[A-Z].*\.$/);
      assert.notEqual(setting.bounds, '');
      assert.notEqual(setting.fallbackText, '');
    });
  });
}

test('every fault is told at once, not the first alone', () => {
  const environment = Object.fromEntries(
    Object.entries(settings).flatMap(([key, { variable }]) => {
      const [wrong] = values[key as Key].refuses;
      return wrong === undefined ? [] : [[variable, wrong]];
    }),
  );
  const faults = faultsOf({ ...environment, KEYWRIGHT_PROT: '1' });
  assert.equal(faults.length, Object.keys(environment).length + 1);
});

test('a variable of ours that is no setting is a fault: a misspelling must not leave the default in force', () => {
  assert.match(faultsOf({ KEYWRIGHT_PROT: '8080' })[0] ?? '', /^KEYWRIGHT_PROT is no setting/);
  assert.match(faultsOf({ KEYWRIGHT_port: '8080' })[0] ?? '', /^KEYWRIGHT_port is no setting/);
  assert.deepEqual(faultsOf({ KEYWRIGHT_TEST_POSTGRES_URL: 'x', PORT: 'abc', HOME: '/' }), []);
});

test('the variables of the command line stop no start and change nothing, and their misspellings are faults', () => {
  const ofCommandLine = {
    KEYWRIGHT_URL: 'http://127.0.0.1:1',
    KEYWRIGHT_TOKEN: 'tr_pat_x',
    KEYWRIGHT_API_KEY: 'tr_ak_x',
    KEYWRIGHT_ALLOW_HTTP: '1',
  };
  assert.deepEqual(readConfig(ofCommandLine), readConfig({}));
  assert.deepEqual(Object.keys(ofCommandLine), commandLineVariables);
  for (const name of commandLineVariables) {
    assert.match(faultsOf({ [`${name}S`]: 'x' })[0] ?? '', /is no setting/);
    assert.match(faultsOf({ [name.replace('WRIGHT_', 'WRIGHT__')]: 'x' })[0] ?? '', /is no setting/);
  }
});

test('what is unknown is told by its name, never by its value', () => {
  assert.ok(faultsOf({ KEYWRIGHT_ADMIN_PASWORD: 'correct horse' }).every((fault) => !fault.includes('horse')));
});

test('no two settings share a variable, and all but the well-known ones are called KEYWRIGHT_', () => {
  const variables = Object.values(settings).map(({ variable }) => variable);
  assert.equal(new Set(variables).size, variables.length);
  assert.deepEqual(
    variables.filter((variable) => !variable.startsWith('KEYWRIGHT_')),
    ['DATABASE_URL', 'SMTP_URL'],
  );
});

test('paths are absolute, and the keyring lies in the data dir unless it is put elsewhere', () => {
  const config = readConfig({ KEYWRIGHT_DATA_DIR: 'somewhere/else' });
  assert.equal(config.dataDir, `${process.cwd()}/somewhere/else`);
  assert.equal(config.keyringFile, `${config.dataDir}/keyring.json`);
  assert.equal(readConfig({ KEYWRIGHT_PORT: '9000' }).publicUrl, 'http://127.0.0.1:9000');
});
