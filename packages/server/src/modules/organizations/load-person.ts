import type { Catalogue } from '@keywright/contract';
import type { Reader } from '../../db/database.ts';
import type { User } from '../people/index.ts';
import { type Person, toMemberships } from '../scopes/index.ts';
import { findRoles } from './membership-store.ts';

/** A user with their rights in every organization, as they are at this moment. */
export async function loadPerson(reader: Reader, catalogue: Catalogue, user: User): Promise<Person> {
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    instanceAdmin: user.instanceAdmin,
    memberships: toMemberships(catalogue, await findRoles(reader, user.id)),
  };
}
