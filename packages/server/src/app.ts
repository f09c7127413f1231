import { AppError, type Catalogue, createOpenApi, operations, platformDefaults } from '@keywright/contract';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { bind } from './bind.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Database } from './db/database.ts';
import { isUnavailable } from './db/faults.ts';
import { migrate } from './db/migrate.ts';
import { openPostgres } from './db/postgres.ts';
import { openSqlite } from './db/sqlite.ts';
import { createAuthenticate, type SessionOwner } from './http/authenticate.ts';
import { registerHealth } from './http/health.ts';
import { registerPages } from './http/pages.ts';
import { type ChangeContext, type Handlers, registerOperations } from './http/pipeline.ts';
import { createServer } from './http/server.ts';
import { registerWebHandler } from './http/web-handler.ts';
import type { Clock } from './kernel/clock.ts';
import { Argon2Pool } from './kernel/crypto/argon2-pool.ts';
import type { Random } from './kernel/crypto/random.ts';
import { createIds } from './kernel/ids.ts';
import { adminRoutes } from './modules/admin/index.ts';
import { type Commit, createCommit } from './modules/audit/index.ts';
import {
  type CheckCredential,
  type CredentialDeps,
  createCheckCredential,
  createLegacyLookup,
  createTokenCodec,
  credentialRoutes,
  KnownCredentials,
  type LegacyLookup,
} from './modules/credentials/index.ts';
import { createPostgresFreshness, createSqliteFreshness } from './modules/freshness/index.ts';
import { lockoutRoutes } from './modules/lockouts/index.ts';
import { noticeRoutes } from './modules/notices/index.ts';
import { findOrganization, loadPerson, organizationRoutes } from './modules/organizations/index.ts';
import {
  addressHeader,
  cookiePrefix,
  createAuthentication,
  openEndpoints,
  type PeopleDeps,
  peopleRoutes,
  resolveAccessToken,
  resolveCookie,
  type User,
} from './modules/people/index.ts';
import { countOpenProjects, findProject, projectRoutes } from './modules/projects/index.ts';
import { scopeRoutes } from './modules/scopes/index.ts';
import { createRecorders } from './recorders.ts';

/** What comes from outside: everything that a test may want to put in the place of the real thing. */
export interface AppOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: FastifyBaseLogger;
}

/** The service, composed and not yet listening. */
export interface App {
  readonly server: FastifyInstance;
  readonly database: Database;
  /** For the first run and for tests. */
  readonly people: PeopleDeps;
  readonly checkCredential: CheckCredential;
  /** For the import of older keys. */
  readonly imports: CredentialDeps & { readonly lookup: LegacyLookup };
  /** Stops taking requests, lets those in flight finish, writes what is noted, closes the database. */
  close(): Promise<void>;
}

const refuseToCommit: Commit = () => Promise.reject(new Error('a read cannot commit'));

/** Composes the service: the only place that knows every module. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, secrets, catalogue, clock, random, logger } = options;
  const log = (level: 'debug' | 'info' | 'warn' | 'error', message: string) =>
    logger[level]({ from: 'people' }, message);

  const sqliteFile = `${config.dataDir}/keywright.db`;
  const database =
    config.databaseUrl === undefined
      ? openSqlite(sqliteFile)
      : openPostgres(config.databaseUrl, config.databasePoolSize, (error) =>
          logger.warn({ fault: error.message }, 'database'),
        );
  await migrate(database);

  const nextId = createIds(clock);
  const argon2 = new Argon2Pool({
    memoryKib: config.argon2MemoryKib,
    passes: config.argon2Passes,
    parallelism: 1,
    concurrency: config.argon2Concurrency,
    maxWaiting: config.argon2MaxWaiting,
    maxWaitingPerCaller: Math.max(1, Math.floor(config.argon2MaxWaiting / 2)),
  });
  const codec = createTokenCodec({ platform: catalogue.platform, sealKeys: secrets.seals, random });
  const known = new KnownCredentials({ max: config.knownCredentials, random });
  const freshness =
    database.dialect === 'sqlite'
      ? createSqliteFreshness(sqliteFile, known)
      : createPostgresFreshness(database.reader, known);
  await freshness.catchUp();
  const recorders = createRecorders({ database, clock, nextId, config, logger });
  await recorders.failures.refresh();

  const authentication = createAuthentication({
    database,
    argon2,
    nextId,
    secret: secrets.people,
    publicUrl: config.publicUrl,
    signInAttemptsPerMinute: config.signInAttemptsPerMinute,
    log,
  });
  const people: PeopleDeps = {
    database,
    clock,
    nextId,
    random,
    argon2,
    authentication,
    invitationKey: secrets.invitations,
    invitationHours: config.invitationHours,
    publicUrl: config.publicUrl,
  };
  const lookup = createLegacyLookup(secrets.legacy);
  const nobodysHash = await argon2.hash('start', random.token(32));
  if (nobodysHash.overloaded) throw new AppError('OVERLOADED');
  const checkCredential = createCheckCredential({
    database,
    catalogue,
    clock,
    argon2,
    codec,
    known,
    freshness,
    nobodysHash: nobodysHash.value,
    lookup,
  });

  const toSessionOwner = async (user: User | undefined): Promise<SessionOwner> => {
    if (user === undefined) return undefined;
    return user.disabledAt === null ? loadPerson(database.reader, catalogue, user) : 'disabled';
  };
  const organizationDeps = { ...people, catalogue };
  const credentialDeps: CredentialDeps = {
    ...organizationDeps,
    codec,
    rotationKey: secrets.rotation,
  };
  const handlers: Handlers<Commit> = {
    ...bind(scopeRoutes, { catalogue }),
    ...bind(peopleRoutes, people),
    ...bind(organizationRoutes, { ...organizationDeps, countOpenProjects }),
    ...bind(projectRoutes, people),
    ...bind(credentialRoutes, credentialDeps),
    ...bind(adminRoutes, credentialDeps),
    ...bind(noticeRoutes, people),
    ...bind(lockoutRoutes, { database, clock, failures: recorders.failures }),
  };

  const cookieName = `${cookiePrefix}.session_token`;
  const server = createServer({
    logger,
    publicUrl: config.publicUrl,
    unauthenticatedStatus: catalogue.platform.unauthenticatedStatus ?? platformDefaults.unauthenticatedStatus,
    cookieName,
    trustedProxies: config.trustedProxies,
    isUnavailable,
  });
  registerOperations<Commit>(server, {
    operations,
    handlers,
    catalogue,
    loaders: {
      organization: (ref) => findOrganization(database.reader, ref),
      project: (id) => findProject(database.reader, id),
    },
    authenticate: createAuthenticate({
      checkCredential,
      resolveCookie: async (cookie) => toSessionOwner(await resolveCookie(people, cookie)),
      resolveAccessToken: async (token) => toSessionOwner(await resolveAccessToken(people, token)),
      onUse: (credentialId, address) => recorders.uses.note(credentialId, address),
      onOldSecret: (credentialId, address) => recorders.oldSecrets.note(credentialId, address),
      lockouts: recorders.failures,
      cookieName,
      origin: new URL(config.publicUrl).origin,
    }),
    createCommit: (context: ChangeContext | null) =>
      context === null ? refuseToCommit : createCommit({ database, clock, nextId }, context),
  });
  registerWebHandler(server, {
    basePath: '/api/auth',
    openEndpoints,
    handle: (request) => authentication.handler(request),
    publicUrl: config.publicUrl,
    addressHeader,
  });
  registerHealth(server, () => database.ping());
  registerPages(server, operations);
  const openApi = createOpenApi(config.publicUrl);
  server.get('/api/openapi.json', async () => openApi);

  return {
    server,
    database,
    people,
    checkCredential,
    imports: { ...credentialDeps, lookup },
    async close() {
      await server.close();
      await recorders.flush();
      freshness.close();
      await database.close();
    },
  };
}
