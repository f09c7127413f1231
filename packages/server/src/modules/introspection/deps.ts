import type { AppError, ClientFacts } from '@keywright/contract';
import type { Database } from '../../db/database.ts';
import type { CheckCredential, Verdict } from '../credentials/index.ts';
import type { Principal } from '../scopes/index.ts';

/** A request that a resource server received, as far as it told. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Empty: none was named. */
  readonly organizationId: string;
  readonly projectId: string;
  readonly client: ClientFacts;
}

/** Why a request is not admitted: the limits that refuse it, and `RATE_LIMITED`. */
export interface NotAdmitted {
  readonly violations: readonly unknown[];
  readonly refusal: AppError;
}

/** Counts a request against the limits of whom it acts as; undefined where it is admitted. */
export type Admit = (principal: Principal, request: ReceivedRequest) => Promise<NotAdmitted | undefined>;

/** What became of a token. */
export interface CheckedToken {
  readonly verdict: Verdict;
  readonly request: ReceivedRequest;
  readonly status: 200 | 401 | 429;
  readonly throttledBy: readonly unknown[] | null;
}

/** What checking a token for somebody else works with. */
export interface IntrospectionDeps {
  readonly database: Database;
  readonly checkCredential: CheckCredential;
  readonly admit: Admit;
  /** Takes down a use of the token, or a refused one. */
  readonly note: (checked: CheckedToken) => void;
  /** The issuer. */
  readonly publicUrl: string;
}
