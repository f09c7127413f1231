import { AppError } from '@keywright/contract';
import { APIError, betterAuth } from 'better-auth';
import { jwt } from 'better-auth/plugins';
import type { Database } from '../../db/database.ts';
import type { Argon2Pool } from '../../kernel/crypto/argon2-pool.ts';
import type { NextId } from '../../kernel/ids.ts';
import { findUser } from './people-store.ts';

export interface AuthenticationOptions {
  readonly database: Database;
  readonly argon2: Argon2Pool;
  readonly nextId: NextId;
  /** Signs cookies, encrypts the private keys of access JWTs. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly signInAttemptsPerMinute: number;
  readonly log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;
}

/** The header by which the caller’s address reaches better-auth; whatever a client sent under this name is replaced. */
export const addressHeader = 'x-keywright-address';
export const accessTokenSeconds = 900;
export const cookiePrefix = 'keywright';

const sessionSeconds = 7 * 24 * 3600;

/** better-auth’s own endpoints that are open, by method. All others, sign-up among them, answer 404. */
export const openEndpoints: ReadonlySet<string> = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'GET /token',
  'GET /jwks',
  'POST /change-password',
  'GET /list-sessions',
  'POST /revoke-session',
  'POST /revoke-sessions',
  'POST /revoke-other-sessions',
]);

/** Every password check is one caller to the pool: a flood of sign-ins delays credentials by one computation. */
const poolCaller = 'passwords';

/**
 * People’s sign-in by better-auth, on our connection and our tables. `type: 'sqlite'` holds for both databases: it says
 * how values are stored (dates as ISO-8601 text, truth as 0 and 1), which our schema has alike on PostgreSQL.
 */
export function createAuthentication(options: AuthenticationOptions) {
  const { argon2, database, publicUrl } = options;
  const unlessOverloaded = async <T>(pooled: Promise<{ overloaded: false; value: T } | { overloaded: true }>) => {
    const result = await pooled;
    if (result.overloaded) throw new APIError('SERVICE_UNAVAILABLE', { code: 'OVERLOADED' });
    return result.value;
  };
  return betterAuth({
    appName: 'Keywright',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: { db: database.people, type: 'sqlite' },
    telemetry: { enabled: false },
    logger: { log: (level, message) => options.log(level === 'debug' ? 'debug' : level, message) },
    trustedOrigins: [publicUrl],
    user: { modelName: 'users' },
    session: { modelName: 'sessions', expiresIn: sessionSeconds, updateAge: sessionSeconds / 7 },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: {
        hash: (password) => unlessOverloaded(argon2.hash(poolCaller, password)),
        verify: ({ hash, password }) => unlessOverloaded(argon2.verify(poolCaller, hash, password)),
      },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rateLimits',
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/email': { window: 60, max: options.signInAttemptsPerMinute },
        '/token': false,
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const user = await findUser(database.reader, session.userId);
            if (user === undefined || user.disabledAt !== null) {
              throw new APIError('UNAUTHORIZED', { code: 'OWNER_DISABLED', message: 'This user is disabled.' });
            }
          },
        },
      },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => options.nextId(), validateSchema: false },
    },
    plugins: [
      jwt({
        schema: { jwks: { modelName: 'jwks' } },
        jwt: {
          issuer: publicUrl,
          audience: publicUrl,
          expirationTime: `${accessTokenSeconds}s`,
          definePayload: ({ session }) => ({ sid: session.id }),
        },
      }),
    ],
  });
}

export type Authentication = ReturnType<typeof createAuthentication>;

/** A refusal of better-auth as ours. */
export async function refusalOf(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  if (response.status === 429) {
    const retryAfterSeconds = Number(response.headers.get('x-retry-after') ?? 60);
    return new AppError('RATE_LIMITED', { detail: 'Too many sign-ins from this address.', retryAfterSeconds });
  }
  if (code === 'OVERLOADED') return new AppError('OVERLOADED', { retryAfterSeconds: 1 });
  if (code === 'OWNER_DISABLED') {
    return new AppError('OWNER_DISABLED', { detail: 'This user is disabled. An administrator can enable them.' });
  }
  if (response.status >= 500) return new AppError('INTERNAL', { cause: new Error(`better-auth: ${response.status}`) });
  return new AppError('UNAUTHENTICATED', { detail: 'The e-mail or the password is wrong.' });
}
