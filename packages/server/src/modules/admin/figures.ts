/** How many credentials are in which state. The three after `active` are among the active ones. */
export interface CredentialFigures {
  readonly active: number;
  readonly expiringSoon: number;
  readonly neverExpiring: number;
  readonly unused: number;
  readonly expired: number;
  readonly revoked: number;
}

export interface UserFigures {
  readonly active: number;
  readonly disabled: number;
}
