/** What is refused and how: document 002 from “Failure modes” to its end. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CredentialKind } from '@keywright/contract';
import { toInstant } from '../../../src/kernel/instant.ts';
import type { TestApp } from '../../harness.ts';
import { answerOf, forge, keysPath, missingId, patsPath, present, refused, revoke } from './calls.ts';
import { allOperations, kinds, minuteMs, names, openDoor, type Start } from './subjects.ts';

export function failureModes(start: Start): void {
  describe('failure modes', () => {
    for (const kind of kinds) {
      it(`unknown prefix, wrong secret and malformed token of ${names[kind]} are one and the same answer`, async () => {
        const app = await start();
        const { mint, scheme } = await openDoor(app, kind);
        const { secret, prefix } = await mint(['keys.read']);
        const head = prefix.slice(0, -8);
        const bad = {
          'unknown prefix': `${head}zzzzzzzz.${secret.slice(-43)}`,
          'unknown prefix, well sealed': await forge(app, kind),
          'wrong secret': `${prefix}.${'a'.repeat(43)}`,
          'wrong secret, well sealed': await forge(app, kind, prefix),
          'no secret': prefix,
          'short secret': secret.slice(0, -1),
          'unknown kind': secret.replace(/^tr_[a-z]+_/, 'tr_xx_'),
          'no token at all': 'rubbish',
        };
        const answers = [];
        for (const token of Object.values(bad)) answers.push(answerOf(await present(app, `${scheme} ${token}`)));
        const [first] = answers;
        assert.deepEqual([first?.status, first?.error.code], [401, 'UNAUTHENTICATED']);
        for (const [index, name] of Object.keys(bad).entries()) assert.deepEqual(answers[index], first, name);
        assert.equal((await present(app, `${scheme} ${secret}`)).status, 200);
      });

      it(`that ${names[kind]} was revoked is told to whoever has its secret, and to nobody else`, async () => {
        const app = await start();
        const { mint, owner, path, scheme } = await openDoor(app, kind);
        const { id, prefix, authorization } = await mint(['keys.read']);
        await revoke(app, `${path}/${id}`, owner);
        refused(await present(app, authorization), 401, 'CREDENTIAL_REVOKED');
        await requireSilence(app, kind, scheme, prefix);
      });

      it(`that ${names[kind]} has expired is told to whoever has its secret, and to nobody else`, async () => {
        const app = await start();
        const { mint, scheme } = await openDoor(app, kind);
        const expiresAt = toInstant(app.clock.now() + minuteMs);
        const { prefix, authorization } = await mint(['keys.read'], { expiresAt });
        app.clock.advance(minuteMs);
        refused(await present(app, authorization), 401, 'CREDENTIAL_EXPIRED');
        await requireSilence(app, kind, scheme, prefix);
      });

      it(`presenting ${names[kind]} that lacks the scope an endpoint requires is answered 403 with that scope`, async () => {
        const app = await start();
        const { authorization } = await (await openDoor(app, kind)).mint(['keys.read']);
        const reply = await app.call('GET', `/api/v1/projects/${app.projectId}`, { authorization });
        const details = refused(reply, 403, 'INSUFFICIENT_SCOPE');
        assert.deepEqual(details, { required: ['projects.read'], missing: ['projects.read'] });
      });
    }
  });
}

/** Asserts that other secrets under `prefix`, well sealed and not, are answered as those under a prefix that is not stored. */
async function requireSilence(app: TestApp, kind: CredentialKind, scheme: string, prefix: string): Promise<void> {
  const unknown = answerOf(await present(app, `${scheme} ${await forge(app, kind)}`));
  assert.equal(unknown.error.code, 'UNAUTHENTICATED');
  for (const token of [await forge(app, kind, prefix), `${prefix}.${'a'.repeat(43)}`]) {
    assert.deepEqual(answerOf(await present(app, `${scheme} ${token}`)), unknown);
  }
}

export function errorCodes(start: Start): void {
  describe('error-code reference', () => {
    for (const kind of kinds) {
      it(`minting ${names[kind]} answers 201, listing 200, revoking 204, revoking again 204`, async () => {
        const app = await start();
        const { owner, path } = await openDoor(app, kind);
        const { authorization } = owner;
        const minted = await app.call('POST', path, { authorization, body: { name: 'x', scopes: ['keys.read'] } });
        const statuses = [minted.status, (await app.call('GET', path, { authorization })).status];
        for (const _ of ['once', 'again']) {
          statuses.push((await app.call('DELETE', `${path}/${minted.body.id}`, { authorization })).status);
        }
        assert.deepEqual(statuses, [201, 200, 204, 204]);
      });

      it(`minting ${names[kind]} without a name, without scopes or with a past expiry is VALIDATION_FAILED`, async () => {
        const app = await start();
        const { owner, path } = await openDoor(app, kind);
        const whole = { name: 'x', scopes: ['keys.read'] };
        const past = toInstant(app.clock.now() - 1000);
        const cases = [
          { body: { scopes: whole.scopes }, field: 'name', code: 'REQUIRED' },
          { body: { name: 'x', scopes: [] }, field: 'scopes', code: 'TOO_FEW' },
          { body: { ...whole, expiresAt: past }, field: 'expiresAt', code: 'MUST_BE_FUTURE' },
        ];
        for (const { body, field, code } of cases) {
          const { authorization } = owner;
          const { fields } = refused(await app.call('POST', path, { authorization, body }), 400, 'VALIDATION_FAILED');
          assert.ok(Array.isArray(fields));
          assert.deepEqual(
            fields.map((fault) => [fault.path, fault.code]),
            [[field, code]],
          );
        }
      });

      it(`minting ${names[kind]} with a scope that does not exist is UNKNOWN_SCOPE, which names it`, async () => {
        const app = await start();
        const { owner, path } = await openDoor(app, kind);
        const body = { name: 'x', scopes: ['keys.read', 'keys.fly'] };
        const reply = await app.call('POST', path, { authorization: owner.authorization, body });
        assert.deepEqual(refused(reply, 400, 'UNKNOWN_SCOPE'), { token: 'keys.fly' });
      });
    }

    it('a request without a credential is UNAUTHENTICATED on every protected endpoint', async () => {
      const app = await start();
      const { projectId } = app;
      for (const operation of allOperations.filter(({ needs }) => needs !== 'anyone')) {
        const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'projectId' ? projectId : 'acme'));
        refused(await app.call(operation.method, path), 401, 'UNAUTHENTICATED');
      }
    });

    it('the body for no credential is that for a bad one; only the challenge says that none was sent', async () => {
      const app = await start();
      const { challenge: toNone, ...none } = answerOf(await app.call('GET', '/api/v1/scopes'));
      const { challenge: toBad, ...bad } = answerOf(await present(app, `ApiKey ${await forge(app, 'api-key')}`));
      assert.deepEqual(none, bad);
      assert.deepEqual(
        [toNone, toBad],
        ['Bearer realm="keywright"', 'Bearer realm="keywright", error="invalid_token"'],
      );
    });

    it('a project, key or PAT that does not exist, or is not the caller’s, is one and the same NOT_FOUND', async () => {
      const app = await start();
      const { projectId: foreign } = await app.tenant('not-yours');
      const foreignKey = await app.apiKey(foreign, ['keys.read']);
      const theirPat = await app.pat(await app.person('acme', 'MEMBER'), ['keys.read']);
      const { authorization } = await app.person('acme', 'ADMIN');
      const paths = [
        keysPath(missingId),
        keysPath(foreign),
        `${keysPath(foreign)}/${foreignKey.id}`,
        `${keysPath(app.projectId)}/${missingId}`,
        `${keysPath(app.projectId)}/${foreignKey.id}`,
        `${patsPath}/${missingId}`,
        `${patsPath}/${theirPat.id}`,
      ];
      const answers = [];
      for (const path of paths) answers.push(answerOf(await app.call('GET', path, { authorization })));
      for (const [index, path] of paths.entries()) {
        assert.deepEqual(answers[index], answers[0], path);
      }
      assert.deepEqual([answers[0]?.status, answers[0]?.error.code], [404, 'NOT_FOUND']);
      assert.equal((await present(app, foreignKey.authorization)).status, 200);
    });
  });
}
