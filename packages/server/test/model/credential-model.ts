/**
 * What credentials promise, as plain arithmetic on one object in memory: no database, no hash, no cache. The service is
 * compared with this, so nothing of it may be taken from there.
 */

export type Kind = 'pat' | 'api-key';
export type Verdict = 'valid' | 'revoked' | 'superseded' | 'expired' | 'owner-disabled' | 'unknown';
export type Refusal = 'NOT_FOUND' | 'CREDENTIAL_ENDED';

export interface RotateOptions {
  readonly graceSeconds: number;
  readonly endGraceOnFirstUse: boolean;
  /** Undefined leaves it as it is, null is never. */
  readonly expiresAt: number | null | undefined;
}

interface ModelCredential {
  readonly kind: Kind;
  /** Which of the two users owns it, or minted it. */
  readonly user: number;
  /** Until when each secret but the present one works, oldest first. */
  endsOfOld: number[];
  expiresAt: number | null;
  endsGrace: boolean;
  revoked: boolean;
  deleted: boolean;
}

const recognisedSecrets = 5;
const maximumGraceMs = 7 * 24 * 3_600_000;

export class CredentialModel {
  now: number;
  archived = false;
  readonly disabled = [false, false];
  readonly credentials: ModelCredential[] = [];

  constructor(now: number) {
    this.now = now;
  }

  mint(kind: Kind, user: number, expiresAt: number | null): void {
    const fresh = { endsOfOld: [], endsGrace: false, revoked: false, deleted: false };
    this.credentials.push({ kind, user, expiresAt, ...fresh });
  }

  rotate(index: number, { graceSeconds, endGraceOnFirstUse, expiresAt }: RotateOptions): 'rotated' | Refusal {
    const credential = this.#credential(index);
    if (credential.deleted) return 'NOT_FOUND';
    if (credential.revoked) return 'CREDENTIAL_ENDED';
    const renewed = expiresAt === undefined ? credential.expiresAt : expiresAt;
    if (renewed !== null && renewed <= this.now) return 'CREDENTIAL_ENDED';
    const wished = this.now + Math.min(graceSeconds * 1000, maximumGraceMs);
    const graceEnd = Math.min(wished, credential.expiresAt ?? wished, renewed ?? wished);
    credential.endsOfOld = [...credential.endsOfOld.map((end) => Math.min(end, this.now)), graceEnd];
    credential.expiresAt = renewed;
    credential.endsGrace = endGraceOnFirstUse;
    return 'rotated';
  }

  /** Presents the secret that was replaced `back` rotations ago; 0 presents the present one. */
  present(index: number, back: number): Verdict {
    const credential = this.#credential(index);
    if (back > recognisedSecrets) return 'unknown';
    if (back === 0 && credential.endsGrace) {
      credential.endsOfOld = credential.endsOfOld.map((end) => Math.min(end, this.now));
      credential.endsGrace = false;
    }
    if (credential.revoked) return 'revoked';
    if (back > 0 && (credential.endsOfOld.at(-back) ?? 0) <= this.now) return 'superseded';
    if (credential.expiresAt !== null && credential.expiresAt <= this.now) return 'expired';
    const ownerEnded = credential.kind === 'pat' ? this.disabled[credential.user] : this.archived;
    return ownerEnded ? 'owner-disabled' : 'valid';
  }

  end(index: number, how: 'revoke' | 'delete'): 'ended' | Refusal {
    const credential = this.#credential(index);
    if (credential.deleted) return 'NOT_FOUND';
    credential.revoked = true;
    credential.deleted = how === 'delete';
    return 'ended';
  }

  /** The instants to come at which a secret or a credential ends, soonest first. */
  comingEnds(): readonly number[] {
    const ends = this.credentials.flatMap(({ endsOfOld, expiresAt }) => [...endsOfOld, expiresAt ?? 0]);
    return ends.filter((end) => end > this.now).sort((a, b) => a - b);
  }

  /** How many secrets it has had before the present one. */
  rotations(index: number): number {
    return this.#credential(index).endsOfOld.length;
  }

  #credential(index: number): ModelCredential {
    const credential = this.credentials[index];
    if (credential === undefined) throw new RangeError(`no credential ${index} in the model`);
    return credential;
  }
}
