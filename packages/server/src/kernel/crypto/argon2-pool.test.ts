import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import { Argon2Pool, type Argon2PoolOptions } from './argon2-pool.ts';

const defaults: Argon2PoolOptions = {
  memoryKib: 64,
  passes: 1,
  parallelism: 1,
  concurrency: 1,
  maxWaiting: 100,
  maxWaitingPerCaller: 50,
};
const create = (options: Partial<Argon2PoolOptions> = {}) => new Argon2Pool({ ...defaults, ...options });

async function hashed(pool: Argon2Pool, secret: string): Promise<string> {
  const result = await pool.hash('caller', secret);
  assert.ok(!result.overloaded);
  return result.value;
}

test('a hash is a PHC string of Argon2id with the parameters that were set, and a salt of its own', async () => {
  const pool = create({ memoryKib: 128, passes: 3 });
  const phc = await hashed(pool, 'secret');
  assert.match(phc, /^\$argon2id\$v=19\$m=128,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(phc, await hashed(pool, 'secret'));
  assert.ok(!phc.includes('secret'));
});

test('the right secret verifies; a wrong one, an empty one and one letter of difference do not', async () => {
  const pool = create();
  const phc = await hashed(pool, 'secret');
  const verdict = async (secret: string) => {
    const result = await pool.verify('caller', phc, secret);
    assert.ok(!result.overloaded);
    return result.value;
  };
  assert.deepEqual(await Promise.all(['secret', 'Secret', 'secre', 'secret ', ''].map(verdict)), [
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a hash that other parameters made still verifies, and is told to be outdated', async () => {
  const old = create({ memoryKib: 64 });
  const present = create({ memoryKib: 128 });
  const phc = await hashed(old, 'secret');
  assert.deepEqual(await present.verify('caller', phc, 'secret'), { overloaded: false, value: true });
  assert.equal(old.isOutdated(phc), false);
  assert.equal(present.isOutdated(phc), true);
});

test('any other kind or version of hash is outdated', async () => {
  const pool = create();
  const argon2i = await hash('secret', { algorithm: 1, memoryCost: 64, timeCost: 1, parallelism: 1 });
  for (const phc of [
    argon2i,
    '$2b$10$abc',
    '',
    '$argon2id$v=16$m=64,t=1,p=1$a$b',
    '$argon2id$v=19$m=640,t=1,p=1$a$b',
  ]) {
    assert.equal(pool.isOutdated(phc), true, phc);
  }
});

test('what is no PHC string verifies nothing and breaks nothing', async () => {
  const pool = create();
  for (const phc of ['', 'plain', '$argon2id$', '$argon2id$v=19$m=64,t=1,p=1$$', '\0']) {
    assert.deepEqual(await pool.verify('caller', phc, 'secret'), { overloaded: false, value: false });
  }
});

/** Work of many callers, with the order in which it ended. */
function observe(pool: Argon2Pool) {
  const ended: string[] = [];
  const submit = async (caller: string, name: string) => {
    const result = await pool.hash(caller, name);
    if (!result.overloaded) ended.push(name);
    return result.overloaded;
  };
  return { ended, submit };
}

test('no more run at once than are allowed: the others wait', async () => {
  for (const concurrency of [1, 2, 5]) {
    const pool = create({ concurrency });
    const { submit } = observe(pool);
    const work = Array.from({ length: 12 }, (_, index) => submit(`caller ${index}`, `${index}`));
    assert.equal(pool.waitingCount, 12 - concurrency);
    await Promise.all(work);
    assert.equal(pool.waitingCount, 0);
  }
});

test('a full queue answers overloaded at once, as a value, and takes no harm', async () => {
  const pool = create({ maxWaiting: 3 });
  const { submit } = observe(pool);
  const work = Array.from({ length: 10 }, (_, index) => submit(`caller ${index}`, `${index}`));
  assert.equal(pool.waitingCount, 3);
  const refused = await Promise.all(work);
  assert.deepEqual(refused, [false, false, false, false, true, true, true, true, true, true]);
  assert.equal(await submit('caller', 'later'), false);
});

test('one caller cannot fill the queue: its own bound refuses it, and the others are taken', async () => {
  const pool = create({ maxWaiting: 10, maxWaitingPerCaller: 2 });
  const { submit } = observe(pool);
  const flood = Array.from({ length: 8 }, (_, index) => submit('flood', `flood ${index}`));
  const others = Array.from({ length: 5 }, (_, index) => submit(`other ${index}`, `other ${index}`));
  assert.deepEqual(await Promise.all(flood), [false, false, false, true, true, true, true, true]);
  assert.deepEqual(await Promise.all(others), [false, false, false, false, false]);
});

test('a flood of one caller delays another by about one computation, not by the length of the flood', async () => {
  const pool = create();
  const { ended, submit } = observe(pool);
  const flood = Array.from({ length: 40 }, (_, index) => submit('flood', `flood ${index}`));
  const other = submit('other', 'other');
  await Promise.all([...flood, other]);
  // One of the flood is running; one more of it may have stood before the newcomer.
  assert.ok(ended.indexOf('other') <= 2, ended.slice(0, 5).join(', '));
});

test('callers take turns, and each caller is served in the order of asking', async () => {
  const pool = create();
  const { ended, submit } = observe(pool);
  const callers = ['a', 'b', 'c'];
  const work = callers.flatMap((caller) => [0, 1, 2, 3].map((index) => submit(caller, `${caller}${index}`)));
  await Promise.all(work);
  for (const caller of callers) {
    const own = ended.filter((name) => name.startsWith(caller));
    assert.deepEqual(own, [...own].sort());
  }
  const rounds = [ended.slice(1, 4), ended.slice(4, 7), ended.slice(7, 10)];
  for (const round of rounds) assert.equal(new Set(round.map((name) => name[0])).size, 3, ended.join(' '));
});

test('a turn is passed on after a fault, too', async () => {
  const pool = create();
  // A secret that is no string is a fault of the caller’s, which the types refuse.
  const broken = Array.from({ length: 3 }, () => pool.hash('caller', Symbol('no secret') as unknown as string));
  const outcomes = await Promise.allSettled(broken);
  assert.ok(outcomes.every(({ status }) => status === 'rejected'));
  assert.equal(pool.waitingCount, 0);
  assert.match(await hashed(pool, 'secret'), /^\$argon2id/);
});

test('the event loop goes on meanwhile', async () => {
  const pool = create({ memoryKib: 65_536, passes: 2 });
  let turns = 0;
  let done = false;
  const work = hashed(pool, 'secret').then(() => {
    done = true;
  });
  while (!done) {
    await turn();
    turns += 1;
  }
  await work;
  assert.ok(turns > 10);
});
