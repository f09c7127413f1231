import { AppError, type Input, type Operations, type Reply } from '@keywright/contract';
import type { Reader } from '../../db/database.ts';
import type { Principal } from '../scopes/index.ts';
import type { OrganizationDeps } from './deps.ts';
import { findMember } from './membership-store.ts';
import { type Member, presentMember } from './organization.ts';

type Op = Operations['getMember'];

/** The member, or `NOT_FOUND`: whether the user exists elsewhere is not told. */
export async function requireMember(reader: Reader, organizationId: string, userId: string): Promise<Member> {
  const member = await findMember(reader, organizationId, userId);
  if (member === undefined) throw new AppError('NOT_FOUND');
  return member;
}

export async function getMember(
  deps: OrganizationDeps,
  _principal: Principal,
  { params, target }: Input<Op>,
): Promise<Reply<Op>> {
  return presentMember(await requireMember(deps.database.reader, target.organizationId, params.userId));
}
