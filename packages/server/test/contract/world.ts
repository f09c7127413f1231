import type { Catalogue } from '@keywright/contract';
import { loadPlatform } from '../../src/platform.ts';
import { type DatabaseKind, type Minted, type SignedIn, sharedApp, type TestApp } from '../harness.ts';
import { type Recording, record } from './recording.ts';

/** An organization with everything that a call can name, and one caller of each kind who may do everything in it. */
export interface Tenant {
  readonly slug: string;
  readonly organizationId: string;
  readonly projectId: string;
  /** Holds the owner role here, is in no other organization, and is no instance administrator. */
  readonly owner: SignedIn;
  readonly pat: Minted;
  readonly apiKey: Minted;
  /** A PAT and an API key that hold one scope, which no operation needs. */
  readonly lesser: { readonly pat: Minted; readonly apiKey: Minted };
}

/** Two organizations that must not know of each other, on one instance. */
export interface World {
  readonly app: TestApp;
  readonly recording: Recording;
  readonly catalogue: Catalogue;
  readonly home: Tenant;
  readonly away: Tenant;
  /** The codes that each operation has answered so far. */
  readonly refusals: Map<string, Set<string>>;
}

export const neededByNone = 'tm.read';

async function openTenant(app: TestApp, slug: string, scopes: readonly string[]): Promise<Tenant> {
  const { organizationId, projectId } = await app.tenant(slug);
  const owner = await app.person(slug, 'OWNER');
  const pat = await app.pat(owner, scopes);
  const apiKey = await app.apiKey(projectId, scopes, {}, owner);
  const lesser = {
    pat: await app.pat(owner, [neededByNone]),
    apiKey: await app.apiKey(projectId, [neededByNone], {}, owner),
  };
  return { slug, organizationId, projectId, owner, pat, apiKey, lesser };
}

/** One world for all tests of a suite. */
export function sharedWorld(kind: DatabaseKind): () => Promise<World> {
  const open = sharedApp(kind);
  let opened: Promise<World> | undefined;
  const openWorld = async (): Promise<World> => {
    const app = await open();
    const recording = record(app);
    const catalogue = loadPlatform(app.config.platform);
    const scopes = [...catalogue.roleScopes(catalogue.platform.ownerRole)];
    const home = await openTenant(app, 'home', scopes);
    const away = await openTenant(app, 'away', scopes);
    return { app, recording, catalogue, home, away, refusals: new Map() };
  };
  return () => {
    opened ??= openWorld();
    return opened;
  };
}
