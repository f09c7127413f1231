import { hostname } from 'node:os';
import { connect } from './connect.ts';
import type { Profile } from './profile.ts';

/** What a lasting token is minted with, in exchange for the password. */
export interface MintWish {
  readonly name?: string;
  readonly scope?: readonly string[];
  readonly level?: string;
  readonly expires?: string | null;
}

export interface PasswordSignIn {
  readonly server: string;
  readonly userAgent: string;
  readonly email: string;
  readonly password: string;
}

/** A profile of the access JWT, which ends within a quarter of an hour. */
export async function signInWithPassword({ server, userAgent, ...body }: PasswordSignIn): Promise<Profile> {
  const { accessToken, expiresAt } = await connect({ server, userAgent }).login({ body });
  return { server, kind: 'access-jwt', token: accessToken, prefix: null, expiresAt };
}

/** A profile of a PAT that is minted under a sign-in. */
export async function mintForMachine(
  { server, kind, token }: Profile,
  userAgent: string,
  wish: MintWish,
): Promise<Profile> {
  const { name = `keywright on ${hostname()}`.slice(0, 128), scope, level, expires } = wish;
  const minted = await connect({ server, userAgent, credential: { kind, token } }).mintPat({
    body: {
      name,
      ...(scope === undefined ? {} : { scopes: [...scope] }),
      ...(level === undefined ? {} : { level }),
      ...(expires === undefined ? {} : { expiresAt: expires }),
    },
  });
  return { server, kind: 'pat', token: minted.secret, prefix: minted.prefix, expiresAt: minted.expiresAt };
}
