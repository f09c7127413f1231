import type { TestApp } from '../../../server/test/harness.ts';

type Owner = { readonly userId: string } | { readonly projectId: string; readonly organizationId: string };

const chunk = 500;
let fills = 0;

/**
 * Puts `count` credentials into the database that nobody can use, for who could not mint so many in a test’s time. They are
 * called `filled 0` (the oldest, so the last of a listing) to `filled <count - 1>`.
 */
export async function fillCredentials(app: TestApp, owner: Owner, count: number): Promise<void> {
  const shared = {
    ...{
      format: 'split',
      secretHash: '$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA',
      secretVersion: 1,
      endGraceOnFirstUse: 0,
    },
    ...{ note: '', scopes: '["keys.read"]', projectIds: '[]', allowedNetworks: '[]', version: 1, createdBy: 'test' },
    ...{ createdAt: 1_700_000_000_000, updatedAt: 1_700_000_000_000 },
    ...('userId' in owner ? { kind: 'pat' as const } : { kind: 'api-key' as const }),
    ...owner,
  };
  const fill = fills.toString(36);
  fills += 1;
  await app.app.database.transaction(async (trx) => {
    for (let from = 0; from < count; from += chunk) {
      const rows = Array.from({ length: Math.min(chunk, count - from) }, (_, ahead) => {
        const number = String(from + ahead);
        const prefix = `${fill}${number.padStart(7, '0')}`;
        return { ...shared, id: `${prefix}${'0'.repeat(18)}`, prefix, name: `filled ${number}` };
      });
      await trx.insertInto('credentials').values(rows).execute();
    }
  });
}
