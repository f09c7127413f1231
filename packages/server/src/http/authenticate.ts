import { AppError, type CredentialKind, credentialKinds } from '@keywright/contract';
import type { CheckCredential, Verdict } from '../modules/credentials/index.ts';
import type { Person, Principal } from '../modules/scopes/index.ts';
import { findPresented, type Presented, type PresentingRequest } from './presented.ts';

/** Who a session belongs to; `disabled` and undefined are refusals. */
export type SessionOwner = Person | 'disabled' | undefined;

/** Which addresses have presented too many bad tokens. */
export interface Lockouts {
  /** In how many seconds the address may present a token again; 0 where it may now. */
  secondsBlocked(address: string): number;
  noteFailure(address: string): void;
  noteSuccess(address: string): void;
}

/** A credential that was presented and refused: why, and whose it is where its secret was right. */
export interface RefusedCredential {
  readonly reason: Exclude<Verdict['outcome'], 'valid' | 'overloaded'> | 'address-blocked' | 'wrong-scheme';
  readonly credentialId: string | null;
  readonly principal: Principal;
}

export interface AuthenticateDeps {
  readonly checkCredential: CheckCredential;
  readonly resolveCookie: (cookie: string) => Promise<SessionOwner>;
  readonly resolveAccessToken: (token: string) => Promise<SessionOwner>;
  /** Hears of each valid use of a credential. */
  readonly onUse: (credentialId: string, address: string) => void;
  /** Hears of each use of a secret that a rotation has replaced. */
  readonly onOldSecret: (credentialId: string, address: string) => void;
  readonly lockouts: Lockouts;
  /** Null where session cookies are not taken. */
  readonly cookieName: string | null;
  /** Scheme, host and port of the public URL: the only origin whose pages may act with the session cookie. */
  readonly origin: string;
}

const anonymous: Principal = { kind: 'anonymous' };
const kindsByScheme = new Map<string, readonly CredentialKind[]>([
  ['apikey', ['api-key']],
  ['bearer', ['pat']],
  ['token', ['pat']],
]);
/** Three parts: no token of ours has more than two. */
const jwtShape = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who a request acts as; `onRefused` hears of a token that was presented and refused. */
export type Authenticate = (
  request: PresentingRequest,
  address: string,
  onRefused: (refused: RefusedCredential) => void,
) => Promise<Principal>;

/** Finds out who a request acts as: exactly one credential or none. Throws the refusals of a credential. */
export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  return async (request, address, onRefused) => {
    const [only, ...more] = findPresented(request, deps.cookieName);
    if (only === undefined) return anonymous;
    if (more.length > 0) throw toMultiple([only, ...more]);
    return await resolve(deps, only, request, { address, onRefused });
  };
}

function toMultiple(presented: readonly Presented[]): AppError {
  const places = presented.map(({ place }) => place);
  return new AppError('MULTIPLE_CREDENTIALS', {
    detail: `A request acts under one credential; this one presents: ${places.join(', ')}.`,
    details: { presented: places },
  });
}

/** Where a token came from, and who hears of it when it is refused. */
interface Presentation {
  readonly address: string;
  readonly onRefused: (refused: RefusedCredential) => void;
}

function resolve(
  deps: AuthenticateDeps,
  presented: Presented,
  request: PresentingRequest,
  from: Presentation,
): Promise<Principal> {
  switch (presented.place) {
    case 'query parameter':
      throw new AppError('UNAUTHENTICATED', {
        detail:
          'Credentials are not taken from the URL, where they would end up in logs. Send the Authorization header.',
      });
    case 'session cookie':
      requireSameOrigin(deps, request);
      return deps.resolveCookie(presented.cookie).then(toSession);
    case 'X-API-Key header':
      return authenticateToken(deps, presented.value, credentialKinds, from);
    case 'Authorization header': {
      if (presented.scheme === 'bearer' && jwtShape.test(presented.value)) {
        return deps.resolveAccessToken(presented.value).then(toSession);
      }
      return authenticateToken(deps, presented.value, kindsByScheme.get(presented.scheme) ?? [], from);
    }
  }
}

/** A page of another site can send the cookie along; it cannot lie about where it comes from. */
function requireSameOrigin({ origin }: AuthenticateDeps, request: PresentingRequest): void {
  if (safeMethods.has(request.method)) return;
  const sameSite = isOnly(request.headers['sec-fetch-site'], 'same-origin') || isOnly(request.headers.origin, origin);
  if (!sameSite) {
    throw new AppError('FORBIDDEN', {
      detail: `With the session cookie, changes are taken only from pages of ${origin}.`,
    });
  }
}

const isOnly = (sent: readonly string[] | undefined, value: string): boolean => sent?.length === 1 && sent[0] === value;

function toSession(owner: SessionOwner): Principal {
  if (owner === undefined) throw new AppError('UNAUTHENTICATED');
  if (owner === 'disabled') throw new AppError('OWNER_DISABLED');
  return { kind: 'session', person: owner };
}

/** Checks a token, unless too many bad ones came from its address, and counts the bad ones. */
async function authenticateToken(
  deps: AuthenticateDeps,
  token: string,
  kinds: readonly CredentialKind[],
  from: Presentation,
): Promise<Principal> {
  const { lockouts } = deps;
  const { address, onRefused } = from;
  const retryAfterSeconds = lockouts.secondsBlocked(address);
  if (retryAfterSeconds > 0) {
    onRefused({ reason: 'address-blocked', credentialId: null, principal: anonymous });
    const detail = `Too many bad tokens came from ${address}. Try again in ${retryAfterSeconds} seconds.`;
    throw new AppError('ADDRESS_BLOCKED', { detail, retryAfterSeconds });
  }
  const verdict: Verdict = kinds.length === 0 ? { outcome: 'malformed' } : await deps.checkCredential(token, address);
  const isBad = verdict.outcome === 'malformed' || verdict.outcome === 'unknown';
  if (isBad) lockouts.noteFailure(address);
  else if (verdict.outcome === 'valid') lockouts.noteSuccess(address);
  return toPrincipal(deps, verdict, kinds, from);
}

/** A verdict that is a refusal, as it is taken down; null for one that is not, and where nothing was found out. */
export function toRefused(verdict: Verdict): RefusedCredential | null {
  if (verdict.outcome === 'malformed' || verdict.outcome === 'unknown') {
    return { reason: verdict.outcome, credentialId: null, principal: anonymous };
  }
  if (verdict.outcome === 'valid' || !('credentialId' in verdict)) return null;
  const { outcome: reason, credentialId, principal } = verdict;
  return { reason, credentialId, principal };
}

function toPrincipal(
  deps: AuthenticateDeps,
  verdict: Verdict,
  kinds: readonly CredentialKind[],
  { address, onRefused }: Presentation,
): Principal {
  const refused = toRefused(verdict);
  if (refused !== null) onRefused(refused);
  switch (verdict.outcome) {
    case 'malformed':
    case 'unknown':
      throw new AppError('UNAUTHENTICATED');
    case 'overloaded':
      throw new AppError('OVERLOADED', { retryAfterSeconds: 1 });
    case 'revoked':
      throw new AppError('CREDENTIAL_REVOKED');
    case 'superseded':
      deps.onOldSecret(verdict.credentialId, address);
      throw new AppError('CREDENTIAL_REVOKED', { detail: 'This secret was replaced by a rotation.' });
    case 'expired':
      throw new AppError('CREDENTIAL_EXPIRED');
    case 'owner-disabled':
      throw new AppError('OWNER_DISABLED');
    case 'network-refused':
      throw new AppError('NETWORK_REFUSED');
    case 'valid': {
      const { credentialId, principal } = verdict;
      if (!kinds.some((kind) => kind === principal.kind)) {
        onRefused({ reason: 'wrong-scheme', credentialId, principal });
        throw new AppError('UNAUTHENTICATED');
      }
      deps.onUse(credentialId, address);
      return principal;
    }
  }
}
