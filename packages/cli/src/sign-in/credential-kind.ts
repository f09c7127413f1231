/** What authenticates a request: a user’s token, a project’s, or the access JWT that a password gives for a quarter of an hour. */
export const credentialKinds = ['pat', 'api-key', 'access-jwt'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** What API keys begin with in the formats that tell kinds apart: `<brand>_ak_` and `<brand>pak_`. */
const apiKey = /^[a-z][a-z0-9]{0,15}(_ak_|pak_)/;
const pat = /^[a-z][a-z0-9]{0,15}(_pat_|pat_)/;

/**
 * The kind that a token shows by itself; undefined where its format does not say. Its shape alone is looked at, so that a
 * command need not load the formats.
 */
export function kindOf(token: string): CredentialKind | undefined {
  if (jwt.test(token)) return 'access-jwt';
  if (apiKey.test(token)) return 'api-key';
  return pat.test(token) ? 'pat' : undefined;
}
