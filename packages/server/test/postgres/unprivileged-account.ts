import { readFile } from 'node:fs/promises';

export interface Account {
  uid: number;
  gid: number;
}

/**
 * The account to run PostgreSQL under: it refuses to run as root. `undefined` when this process is not root and can run it
 * under its own.
 * @throws Error when this process is root and the machine has neither a `postgres` nor a `nobody` account.
 */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = new Map<string, Account>();
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name !== undefined && uid && gid) accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  const account = accounts.get('postgres') ?? accounts.get('nobody');
  if (account === undefined) {
    throw new Error('PostgreSQL does not run as root, and /etc/passwd has neither `postgres` nor `nobody`');
  }
  return account;
}
