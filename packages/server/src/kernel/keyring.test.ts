import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { KeyringError, openKeyring } from './keyring.ts';

const folder = mkdtempSync(join(tmpdir(), 'keywright-keyring-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const newFile = () => join(folder, `${++count}`, 'keyring.json');

function write(content: string, mode = 0o600): string {
  const file = join(folder, `${++count}.json`);
  writeFileSync(file, content, { mode });
  return file;
}

const secret = (bytes = 32) => randomBytes(bytes).toString('base64');
const keyringOf = (...secrets: readonly string[]) =>
  JSON.stringify({ version: 1, keys: secrets.map((key) => ({ secret: key })) });

function refusal(file: string): string {
  try {
    openKeyring(file);
  } catch (error) {
    assert.ok(error instanceof KeyringError);
    return error.message;
  }
  return assert.fail(`${file} was taken`);
}

test('a keyring that is missing is made: one key of 32 bytes, for its own user alone, and nothing left beside it', () => {
  const file = newFile();
  const { fingerprints } = openKeyring(file);
  assert.equal(fingerprints.length, 1);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
  assert.equal(Buffer.from(JSON.parse(readFileSync(file, 'utf8')).keys[0].secret, 'base64').length, 32);
  assert.deepEqual(readdirSync(dirname(file)), ['keyring.json']);
});

test('it is read again as it was made, and never made over', () => {
  const file = newFile();
  const made = openKeyring(file);
  const content = readFileSync(file, 'utf8');
  assert.deepEqual(openKeyring(file).derive('x'), made.derive('x'));
  assert.equal(readFileSync(file, 'utf8'), content);
});

test('keyrings differ, and so do the keys of different purposes', () => {
  const [one, other] = [openKeyring(newFile()), openKeyring(newFile())];
  const keys = [one.derive('seal'), one.derive('people'), other.derive('seal')].map((key) => key.toString('hex'));
  assert.equal(new Set(keys).size, 3);
  assert.ok(keys.every((key) => key.length === 64));
});

for (const mode of [0o644, 0o640, 0o604, 0o660, 0o610, 0o601]) {
  test(`one that others can reach (${mode.toString(8)}) is refused, with the command that mends it`, () => {
    const file = newFile();
    openKeyring(file);
    chmodSync(file, mode);
    assert.equal(refusal(file), `${file} can be read by others. Run: chmod 600 ${file}`);
    chmodSync(file, 0o600);
    openKeyring(file);
  });
}

test('one that its user can only read will do', () => {
  const file = newFile();
  openKeyring(file);
  chmodSync(file, 0o400);
  openKeyring(file);
});

const broken: Readonly<Record<string, string>> = {
  'an empty file': '',
  'no JSON': 'keys: []',
  'cut off': '{"version":1,"keys":[{"sec',
  null: 'null',
  'a list': '[]',
  'no keys': '{"version":1}',
  'an empty list of keys': '{"keys":[]}',
  'keys that are none': '{"keys":["c2VjcmV0"]}',
  'a key that is a number': '{"keys":[{"secret":5}]}',
  'a key of 31 bytes': keyringOf(secret(31)),
  'a second key that is short': keyringOf(secret(), secret(8)),
  'nine keys': keyringOf(...Array.from({ length: 9 }, () => secret())),
};
for (const [what, content] of Object.entries(broken)) {
  test(`refused, naming the file and nothing that is in it: ${what}`, () => {
    const file = write(content);
    const said = refusal(file);
    assert.ok(said.includes(file));
    for (const [, key = ''] of content.matchAll(/"secret":"([^"]+)"/g)) assert.ok(!said.includes(key));
    assert.equal(readFileSync(file, 'utf8'), content);
  });
}

test('of several keys the first is present, and all are there for reading', () => {
  const [old, present] = [secret(), secret()];
  const before = openKeyring(write(keyringOf(old)));
  const after = openKeyring(write(keyringOf(present, old)));
  assert.deepEqual(after.deriveAll('seal').length, 2);
  assert.deepEqual(after.derive('seal'), after.deriveAll('seal')[0]);
  assert.deepEqual(after.deriveAll('seal')[1], before.derive('seal'));
  assert.deepEqual(after.fingerprints[1], before.fingerprints[0]);
});

test('a fingerprint names a key and reveals nothing of what is derived from it', () => {
  const keyring = openKeyring(newFile());
  const [fingerprint = ''] = keyring.fingerprints;
  assert.match(fingerprint, /^[0-9a-f]{16}$/);
  for (const purpose of ['seal', 'people', 'invitation']) {
    assert.ok(!keyring.derive(purpose).toString('hex').includes(fingerprint));
  }
});

test('processes that start at once make one keyring between them and all read that one', async () => {
  const file = newFile();
  const script = `
    import { openKeyring } from ${JSON.stringify(join(import.meta.dirname, 'keyring.ts'))};
    console.log(openKeyring(${JSON.stringify(file)}).fingerprints[0]);`;
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', script]);
  const fingerprints = await Promise.all(Array.from({ length: 6 }, async () => (await run()).stdout.trim()));
  assert.deepEqual(new Set(fingerprints), new Set(openKeyring(file).fingerprints));
  assert.deepEqual(readdirSync(dirname(file)), ['keyring.json']);
});
