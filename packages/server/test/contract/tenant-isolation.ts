import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Operation } from '@keywright/contract';
import { type Answer, callOperation, exampleOf } from './call-operation.ts';
import { acceptedHere, callerOf } from './caller.ts';
import type { World } from './world.ts';

type Params = Readonly<Record<string, string>>;

/** A call that names something of another tenant, and the same call naming something that does not exist. */
interface Pair {
  readonly foreign: Params;
  readonly missing: Params;
}

const missingId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const missingSlug = 'no-such-organization';

/** Each position of a path with another tenant’s thing in it, then all of them at once. */
function pairsOf(home: Params, away: Params, awayOrganizationId: string): readonly Pair[] {
  const names = Object.keys(home);
  const missingIn = (name: string) => (name === 'organization' ? missingSlug : missingId);
  const replaced = (params: Params, values: (name: string) => string, which: readonly string[]): Params => ({
    ...params,
    ...Object.fromEntries(which.map((name) => [name, values(name)])),
  });
  const awayIn = (name: string) => away[name] ?? '';
  const pairs = [...names.map((name) => [name]), ...(names.length > 1 ? [names] : [])].map((which) => ({
    foreign: replaced(home, awayIn, which),
    missing: replaced(home, missingIn, which),
  }));
  if (!names.includes('organization')) return pairs;
  const byId = {
    foreign: { ...home, organization: awayOrganizationId },
    missing: { ...home, organization: missingId },
  };
  return [...pairs, byId];
}

/** An answer without what differs between any two answers. */
function comparable({ status, headers, body }: Answer) {
  const told = [...headers].filter(([name]) => !['date', 'x-trace-id'].includes(name));
  return { status, headers: told, body: { ...body, error: { ...body?.error, traceId: undefined } } };
}

/** What a tenant has, nobody of another tenant can tell from what does not exist. */
export function tenantIsolation(operation: Operation, world: () => Promise<World>): void {
  if (Object.keys(operation.params.properties).length === 0) return;
  for (const kind of acceptedHere(operation)) {
    it(`answers a caller by ${kind} of another tenant as if what is named did not exist`, async () => {
      const opened = await world();
      const { home, away } = opened;
      const ours = await exampleOf(opened, home, operation);
      const theirs = await exampleOf(opened, away, operation);
      const { authorization } = callerOf(home, kind);
      for (const { foreign, missing } of pairsOf(ours.params, theirs.params, away.organizationId)) {
        const send = (params: Params) => callOperation(opened, operation, { params, body: ours.body, authorization });
        const answer = await send(foreign);
        assert.equal(answer.body?.error?.code, operation.needs === 'instance-admin' ? 'FORBIDDEN' : 'NOT_FOUND');
        assert.deepEqual(comparable(answer), comparable(await send(missing)), JSON.stringify(foreign));
      }
    });
  }
}
