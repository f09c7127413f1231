import { fileURLToPath } from 'node:url';
import { AppError, type Catalogue, createOpenApi, operations, platformDefaults } from '@keywright/contract';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { type Background, createBackground } from './background.ts';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Database } from './db/database.ts';
import { isUnavailable } from './db/faults.ts';
import { createHandlers } from './handlers.ts';
import { type AuthenticateDeps, createAuthenticate } from './http/authenticate.ts';
import type { ChangeContext } from './http/change-context.ts';
import { createConsolePages } from './http/console.ts';
import { registerHealth } from './http/health.ts';
import { registerPages } from './http/pages.ts';
import { registerOperations } from './http/pipeline.ts';
import type { ProblemOptions } from './http/problem.ts';
import { createServer } from './http/server.ts';
import { compileTrust } from './http/trusted-proxies.ts';
import { registerWebHandler } from './http/web-handler.ts';
import { createAdmit } from './introspected.ts';
import type { Clock } from './kernel/clock.ts';
import { Argon2Pool } from './kernel/crypto/argon2-pool.ts';
import type { Random } from './kernel/crypto/random.ts';
import { createIds } from './kernel/ids.ts';
import {
  type AuditContext,
  type AuditDeps,
  type Commit,
  createCommit,
  type EventWriter,
} from './modules/audit/index.ts';
import {
  type CheckCredential,
  type CredentialDeps,
  createCheckCredential,
  createLegacyLookup,
  createTokenCodec,
  KnownCredentials,
  type LegacyLookup,
} from './modules/credentials/index.ts';
import { allHolders } from './modules/freshness/index.ts';
import { KnownProjects } from './modules/gate/index.ts';
import type { NoticeDeps } from './modules/notices/index.ts';
import { findOrganization } from './modules/organizations/index.ts';
import { addressHeader, cookiePrefix, openEndpoints, type PeopleDeps } from './modules/people/index.ts';
import { findProject } from './modules/projects/index.ts';
import {
  createCheckRateLimit,
  findAssignablePolicy,
  KnownPolicies,
  MemoryCounters,
} from './modules/rate-limits/index.ts';
import { openDatabase } from './open-database.ts';
import { openGate } from './open-gate.ts';
import { openPeople } from './open-people.ts';
import { createRecorders, type Recorders } from './recorders.ts';

/** What comes from outside: everything that a test may want to put in the place of the real thing. */
export interface AppOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Changes what takes uses down. For the benchmark that measures what taking down costs. */
  readonly withRecorders?: (recorders: Recorders) => Recorders;
}

/** The service, composed and not yet listening. */
export interface App {
  readonly server: FastifyInstance;
  readonly database: Database;
  /** For the first run and for tests. */
  readonly people: PeopleDeps;
  readonly checkCredential: CheckCredential;
  /** For the operator’s commands. */
  readonly audit: AuditDeps;
  createCommit(context: AuditContext): Commit;
  /** What goes on beside the requests, once the server listens. For tests: it can be asked for without waiting. */
  readonly background: Background;
  /** For tests: what is noted can be written without waiting. */
  readonly recorders: Recorders;
  /** For tests: writes the events of uses. */
  readonly eventWriter: EventWriter;
  /** For the import of older keys. */
  readonly imports: CredentialDeps & { readonly lookup: LegacyLookup };
  /** Stops taking requests, lets those in flight finish, writes what is noted, closes the database. */
  close(): Promise<void>;
}

/** Where `npm run build:console` leaves the console. */
const consoleFolder = fileURLToPath(new URL('../../console/dist/', import.meta.url));

const refuseToCommit: Commit = () => Promise.reject(new Error('a read cannot commit'));

/** Composes the service: this and the files beside it are the only ones that know every module. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, secrets, catalogue, clock, random, logger } = options;
  const opened = await openDatabase(config, logger);
  const { database } = opened;
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
  const knownPolicies = new KnownPolicies();
  const counters = new MemoryCounters();
  const knownProjects = new KnownProjects(database.reader);
  const freshness = opened.createFreshness(allHolders(known, knownPolicies.holder, knownProjects.holder));
  await freshness.catchUp();
  const { audit, eventWriter } = opened.openAudit(clock, secrets.audit);
  const { withRecorders = (made) => made } = options;
  const recorders = withRecorders(createRecorders({ commit: audit, eventWriter, nextId, codec, config, logger }));
  await recorders.failures.refresh();

  const shared = { database, clock, nextId, random, argon2 };
  const { people, sessions } = openPeople({ ...shared, config, secrets, catalogue, logger });
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

  const credentialDeps: CredentialDeps = {
    ...people,
    catalogue,
    codec,
    rotationKey: secrets.rotation,
    policies: { lockAssignable: (...choice) => findAssignablePolicy(catalogue, ...choice) },
    mailOn: config.smtpUrl !== undefined,
  };
  const noticeDeps: NoticeDeps = {
    database,
    clock,
    nextId,
    mailOn: credentialDeps.mailOn,
    webhookKeys: secrets.webhooks,
  };
  const checkRateLimit = createCheckRateLimit({ reader: database.reader, clock, known: knownPolicies, counters });
  const handlers = createHandlers({
    people,
    credentials: credentialDeps,
    audit,
    introspection: {
      database,
      checkCredential,
      publicUrl: config.publicUrl,
      admit: createAdmit(checkRateLimit),
      note: recorders.noteChecked,
    },
    rateLimits: { database, catalogue, clock, nextId, counters },
    notices: noticeDeps,
    lockouts: { database, clock, failures: recorders.failures },
  });

  const cookieName = `${cookiePrefix}.session_token`;
  const consolePages = createConsolePages(consoleFolder);
  const problems: ProblemOptions = {
    publicUrl: config.publicUrl,
    unauthenticatedStatus: catalogue.platform.unauthenticatedStatus ?? platformDefaults.unauthenticatedStatus,
  };
  const authenticateDeps: AuthenticateDeps = {
    checkCredential,
    ...sessions,
    onUse: recorders.noteLastUsed,
    onOldSecret: (credentialId, address) => recorders.oldSecrets.note(credentialId, address),
    lockouts: recorders.failures,
    cookieName,
    origin: new URL(config.publicUrl).origin,
  };
  const trusts = compileTrust(config.trustedProxies);
  const gate = openGate({
    ...problems,
    isUnavailable,
    clock,
    logger,
    trusts,
    catalogue,
    reader: database.reader,
    projects: knownProjects,
    authenticate: createAuthenticate({ ...authenticateDeps, cookieName: null }),
    checkRateLimit,
    onAnswered: recorders.noteUse,
    together: (work) => freshness.together(work),
  });
  const server = createServer({
    ...problems,
    logger,
    cookieName,
    trusts,
    gate,
    isUnavailable,
    answerNavigation: consolePages.answerNavigation,
  });
  registerOperations<Commit>(server, {
    operations,
    handlers,
    catalogue,
    loaders: {
      organization: (ref) => findOrganization(database.reader, ref),
      project: (id) => findProject(database.reader, id),
    },
    authenticate: createAuthenticate(authenticateDeps),
    createCommit: (context: ChangeContext | null) => (context === null ? refuseToCommit : createCommit(audit, context)),
    onAnswered: recorders.noteUse,
    checkRateLimit,
  });
  registerWebHandler(server, {
    basePath: '/api/auth',
    openEndpoints,
    handle: (request) => people.authentication.handler(request),
    publicUrl: config.publicUrl,
    addressHeader,
  });
  registerHealth(server, () => database.ping());
  registerPages(server, operations);
  consolePages.register(server);
  const openApi = createOpenApi(config.publicUrl);
  server.get('/api/openapi.json', async () => openApi);

  const background = createBackground({ ...noticeDeps, audit, random, config, logger });
  server.addHook('onListen', async () => background.start());

  return {
    server,
    database,
    people,
    checkCredential,
    audit,
    createCommit: (context) => createCommit(audit, context),
    background,
    recorders,
    eventWriter,
    imports: { ...credentialDeps, lookup },
    async close() {
      await server.close();
      await recorders.flush();
      await eventWriter.close();
      await background.stop();
      freshness.close();
      await database.close();
    },
  };
}
