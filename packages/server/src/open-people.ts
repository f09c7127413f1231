import type { Catalogue } from '@keywright/contract';
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { AuthenticateDeps, SessionOwner } from './http/authenticate.ts';
import { loadPerson } from './modules/organizations/index.ts';
import {
  createAuthentication,
  type PeopleDeps,
  resolveAccessToken,
  resolveCookie,
  type User,
} from './modules/people/index.ts';

export interface OpenPeopleOptions extends Pick<PeopleDeps, 'database' | 'clock' | 'nextId' | 'random' | 'argon2'> {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly catalogue: Catalogue;
  readonly logger: Logger;
}

/** What the use cases of people work with, and how a request finds out whose session it has. */
export interface OpenedPeople {
  readonly people: PeopleDeps;
  readonly sessions: Pick<AuthenticateDeps, 'resolveCookie' | 'resolveAccessToken'>;
}

/** Joins sign-in to the memberships that a session acts with. */
export function openPeople(options: OpenPeopleOptions): OpenedPeople {
  const { config, secrets, catalogue, logger, ...parts } = options;
  const { publicUrl, signInAttemptsPerMinute, invitationHours } = config;
  const authentication = createAuthentication({
    ...parts,
    secret: secrets.people,
    publicUrl,
    signInAttemptsPerMinute,
    log: (level, message) => logger[level]({ from: 'people' }, message),
  });
  const invitations = { invitationKey: secrets.invitations, invitationHours };
  const people: PeopleDeps = { ...parts, ...invitations, authentication, publicUrl };
  const toOwner = async (user: User | undefined): Promise<SessionOwner> => {
    if (user === undefined) return undefined;
    return user.disabledAt === null ? loadPerson(parts.database.reader, catalogue, user) : 'disabled';
  };
  return {
    people,
    sessions: {
      resolveCookie: async (cookie) => toOwner(await resolveCookie(people, cookie)),
      resolveAccessToken: async (token) => toOwner(await resolveAccessToken(people, token)),
    },
  };
}
