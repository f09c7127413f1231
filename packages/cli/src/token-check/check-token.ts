import {
  type CredentialKind,
  credentialKinds,
  hasValidCheckDigits,
  readProjectId,
  type TokenFormat,
  tokenFormats,
} from '@keywright/contract';

/** What can be said of a token without asking anybody. Never its secret. */
export interface TokenCheck {
  /** Whether it is written as a token and its check digits are right. Whether it is live, only the service knows. */
  readonly good: boolean;
  readonly format: string;
  /** Null where the format does not say. */
  readonly kind: CredentialKind | null;
  readonly brand: string | null;
  /** The public prefix. */
  readonly prefix: string | null;
  readonly checkDigits: 'right' | 'wrong' | 'none';
  readonly projectId: string | null;
}

const brandShape = /^([a-z][a-z0-9]{0,15}?)(?:pak_|pat_|_)/;
/** Formats whose tokens say their kind and their brand. */
const saysKind: ReadonlySet<string> = new Set(['split', 'tolgee']);
const saysBrand: ReadonlySet<string> = new Set(['split', 'tolgee', 'opaque']);

/** What kind of token this is, in whichever format it is written; undefined where it is written in none. */
export function checkToken(token: string): TokenCheck | undefined {
  const readings = Object.values<TokenFormat>(tokenFormats).flatMap((format) =>
    brandsOf(token).flatMap((brand) => credentialKinds.flatMap((kind) => read(format, brand, kind, token))),
  );
  return readings.find(({ good }) => good) ?? readings[0] ?? readForeign(token);
}

/** What could be the brand: everything before the first underscore, and that without the tail of the tolgee format. */
function brandsOf(token: string): readonly string[] {
  const head = /^([a-z][a-z0-9]{0,18})_/.exec(token)?.[1] ?? '';
  return [...new Set([head, brandShape.exec(token)?.[1] ?? ''])];
}

function read(format: TokenFormat, brand: string, kind: CredentialKind, token: string): readonly TokenCheck[] {
  const parts = format.parse(brand, kind, token);
  if (parts === null) return [];
  const good = hasValidCheckDigits(format, brand, parts);
  return [
    {
      good,
      format: format.name,
      kind: saysKind.has(format.name) ? kind : null,
      brand: saysBrand.has(format.name) ? brand : null,
      prefix: format.publicPrefix(brand, kind, parts.prefix),
      checkDigits: good ? 'right' : 'wrong',
      projectId: parts.projectId === '' ? null : parts.projectId,
    },
  ];
}

/** Keys of the tolgee shape that are not ours, or mistyped beyond their parts, still name their project. */
function readForeign(token: string): TokenCheck | undefined {
  const brand = /^([a-z][a-z0-9]{0,15})pak_/.exec(token)?.[1];
  const projectId = brand === undefined ? null : readProjectId(brand, token);
  if (brand === undefined || projectId === null) return undefined;
  const shown = /^[0-9A-Za-z-]{1,64}$/.test(projectId) ? projectId : null;
  return { good: false, format: 'tolgee', kind: 'api-key', brand, prefix: null, checkDigits: 'none', projectId: shown };
}
