import type { Trx } from '../../db/database.ts';
import type { NoticeDeps } from './deps.ts';
import type { Notice } from './notice.ts';
import { insertNotice, wasTold } from './notice-store.ts';

const repeatAfterMs = 3_600_000;

type News = Pick<Notice, 'userId' | 'kind' | 'credentialId' | 'message'>;

/** Tells a user something, in the transaction of what happened: they are told if and only if it did. */
export async function tell(deps: Pick<NoticeDeps, 'clock' | 'nextId'>, trx: Trx, news: News): Promise<void> {
  await insertNotice(trx, { ...news, id: deps.nextId(), createdAt: deps.clock.now(), readAt: null });
}

/** The same, at most once an hour for one credential and kind: for what an attacker could make happen at will. */
export async function tellAtTimes(deps: Pick<NoticeDeps, 'clock' | 'nextId'>, trx: Trx, news: News): Promise<void> {
  if (!(await wasTold(trx, news, deps.clock.now() - repeatAfterMs))) await tell(deps, trx, news);
}
