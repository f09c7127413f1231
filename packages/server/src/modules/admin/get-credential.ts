import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Reader } from '../../db/database.ts';
import { findAddresses, presentAddress } from '../credentials/index.ts';
import type { Principal } from '../scopes/index.ts';
import { findAdministeredById } from './admin-store.ts';
import { presentAdministered } from './administered-credential.ts';
import type { AdminDeps } from './deps.ts';

type Op = Operations['getCredential'];

/** One credential as administrators see it. Throws `NOT_FOUND`. */
export async function getPresented(deps: AdminDeps, reader: Reader, id: string) {
  const found = await findAdministeredById(reader, id);
  if (found === undefined) throw new AppError('NOT_FOUND');
  return presentAdministered(found, deps.codec.publicPrefix(found.format, found.kind, found.prefix));
}

/** One credential with the hash of its secret. The value is nowhere. */
export async function getCredential(deps: AdminDeps, _principal: Principal, { params }: Input<Op>): Promise<Reply<Op>> {
  const { reader } = deps.database;
  const presented = await getPresented(deps, reader, params.credentialId);
  const addresses = await findAddresses(reader, params.credentialId);
  return { ...presented, lastAddresses: addresses.map(presentAddress) };
}
