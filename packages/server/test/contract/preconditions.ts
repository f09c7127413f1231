import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Operation } from '@keywright/contract';
import { assertRefused, callOperation, exampleOf } from './call-operation.ts';
import { anyRightfulCaller } from './caller.ts';
import type { World } from './world.ts';

/** A change of what others may have changed meanwhile says which version it has seen. */
export function preconditions(operation: Operation, world: () => Promise<World>): void {
  if (operation.etag !== 'required') return;

  async function prepare() {
    const opened = await world();
    const { params, body, versionAt = '' } = await exampleOf(opened, opened.home, operation);
    const { authorization = '' } = await anyRightfulCaller(opened, operation, params);
    const read = await opened.app.call('GET', versionAt, { authorization });
    const change = (ifMatch: string) =>
      callOperation(opened, operation, { params, body, authorization, headers: { 'if-match': ifMatch } });
    const changeWithout = () => callOperation(opened, operation, { params, body, authorization, unversioned: true });
    return { etag: read.headers.get('etag') ?? '', change, changeWithout };
  }

  it('answers 428 where the version is not named', async () => {
    const { changeWithout } = await prepare();
    assertRefused(await changeWithout(), 'PRECONDITION_REQUIRED');
  });

  it('takes the version that was read, answers the next one, and 412 to the old one from then on', async () => {
    const { etag, change } = await prepare();
    const changed = await change(etag);
    assert.equal(changed.status, operation.reply.status, changed.text);
    assert.notEqual(changed.headers.get('etag'), etag);
    assertRefused(await change(etag), 'PRECONDITION_FAILED');
  });

  it('takes * for any version', async () => {
    const { change } = await prepare();
    assert.equal((await change('*')).status, operation.reply.status);
  });

  it('answers 412 to what is no version of it', async () => {
    const { etag, change } = await prepare();
    for (const ifMatch of ['"v99999"', `W/${etag}`, etag.replaceAll('"', ''), 'v', '""']) {
      assertRefused(await change(ifMatch), 'PRECONDITION_FAILED');
    }
  });
}
