import Type, { type Static, type TProperties } from 'typebox';
import { type Permission, permissionNames, permissions } from '../permissions.ts';
import { type TokenFormatName, tokenFormats } from '../token-format/index.ts';
import { GateSection } from './gate-section.ts';

/**
 * The platform file: the YAML that says what one platform's credentials look like and what they may grant. This module
 * owns its shape. What a shape cannot say (names that must exist, cycles, bounds that depend on each other) is in
 * `reference-faults.ts`; what it means, once valid, is in `catalogue.ts`.
 */

/** The names a platform file defines: what each may look like, and the same in words for whoever has to mend one. */
export const platformNames = {
  platform: {
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    words: 'lower-case letters and digits in words joined by hyphens, starting with a letter, such as part-db',
  },
  brand: {
    pattern: '^[a-z][a-z0-9]{1,15}$',
    words: '2 to 16 lower-case letters and digits, starting with a letter',
  },
  scope: {
    pattern: '^[a-z0-9][a-z0-9_.:-]{0,63}$',
    words: '1 to 64 lower-case letters, digits, and _ . : -, starting with a letter or digit',
  },
  // A leading letter also keeps JavaScript from moving the name to the front of its map, as it does with integers:
  // the order of roles is their rank.
  role: {
    pattern: '^[A-Za-z][A-Za-z0-9_-]{0,31}$',
    words: '1 to 32 letters, digits, and _ -, starting with a letter',
  },
} as const;

/** The names of the token formats that a platform may mint. */
export const tokenFormatNames: readonly string[] = Object.keys(tokenFormats);

/** Imported keys of any shape that go on working. Not a format: nothing can be laid out in it. */
export const legacyFormat = 'legacy';
export type AcceptedFormat = TokenFormatName | typeof legacyFormat;

/** The names that a list of accepted formats may hold. */
export const acceptedFormatNames: readonly string[] = [...tokenFormatNames, legacyFormat];

/** The longest life, in days, that a platform can set for its credentials. */
export const longestExpiryDays = 3650;

/** What a platform file means by leaving out a key that has a default. A key without one is absent. */
export const platformDefaults = {
  /** `tokens.pat.grants` */
  patGrants: 'scopes',
  unauthenticatedStatus: 401,
  /** `rotation.maximumGraceSeconds`: a week. */
  maximumGraceSeconds: 604_800,
} as const;

const Strict = <const P extends TProperties>(properties: P, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });

const Description = (description: string) => Type.String({ minLength: 1, maxLength: 300, description });

// Names that refer to a definition elsewhere have no pattern: they must equal a name that has passed it, and a reply that
// names the nearest one says more than a pattern does.
const References = (description: string) => Type.Array(Type.String(), { description });

const MintedFormat = Type.Unsafe<TokenFormatName>(
  Type.Enum([...tokenFormatNames], { description: 'The format of tokens minted from now on. One of `accept`.' }),
);

const AcceptedFormats = Type.Array(
  Type.Unsafe<AcceptedFormat>(Type.Enum([...acceptedFormatNames], { description: 'A token format, or `legacy`.' })),
  {
    description:
      'The formats that are read: the minted one, older ones whose tokens are still to work, and `legacy` for imported keys of any shape.',
  },
);

const ApiKey = Strict({ mint: MintedFormat, accept: AcceptedFormats }, 'API keys. Absent: the platform has none.');

const Pat = Strict(
  {
    mint: MintedFormat,
    accept: AcceptedFormats,
    grants: Type.Optional(
      Type.Enum(['scopes', 'levels'], {
        default: platformDefaults.patGrants,
        description: 'What a PAT is minted with: a list of scopes, or one of `levels`.',
      }),
    ),
    defaultLevel: Type.Optional(
      Type.String({
        description:
          'The level of a PAT that is minted without naming one; only with `grants: levels`. Absent: the level must be named.',
      }),
    ),
  },
  'Personal access tokens. Absent: the platform has none.',
);

const Scope = Strict(
  {
    description: Description('What the scope lets its holder do, for the people who choose scopes.'),
    implies: Type.Optional(References('Scopes that come with this one, and with them whatever they imply.')),
    satisfiesAll: Type.Optional(Type.Boolean({ description: 'Whether the scope stands for every scope there is.' })),
  },
  'A named right of the platform.',
);

const Role = Strict(
  {
    description: Description('Who the role is for.'),
    includes: Type.Optional(References('Roles all of whose scopes this role has too.')),
    scopes: References('The scopes that the role adds to those of the roles it includes.'),
  },
  'What a membership of an organization grants.',
);

const Level = Strict(
  {
    description: Description('What the level is for.'),
    includes: Type.Optional(References('Levels all of whose scopes this level has too.')),
    scopes: Type.Optional(
      References('The scopes that the level adds to those of the levels it includes. Required without `everything`.'),
    ),
    everything: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Whether the level follows its owner: all of the user’s rights at each moment.',
      }),
    ),
  },
  'A named bundle of scopes.',
);

const Days = (description: string) => Type.Integer({ minimum: 1, maximum: longestExpiryDays, description });

const Count = (description: string) => Type.Integer({ minimum: 1, maximum: 1_000_000, description });

const PermissionScopes = Type.Unsafe<Record<Permission, string>>(
  Strict(
    Object.fromEntries(permissionNames.map((name) => [name, Type.String({ description: permissions[name] })])),
    'For each of Keywright’s own permissions, the scope of this platform that grants it.',
  ),
);

export const PlatformFile = Strict(
  {
    platform: Type.String({
      pattern: platformNames.platform.pattern,
      maxLength: 40,
      description: 'The name of the platform in configuration. Kebab case.',
    }),
    title: Type.String({ minLength: 1, maxLength: 80, description: 'The name of the platform as people read it.' }),
    brand: Type.String({ pattern: platformNames.brand.pattern, description: 'What every token starts with.' }),
    tokens: Type.Object(
      {
        pat: Type.Optional(Pat),
        apiKey: Type.Optional(ApiKey),
      },
      {
        additionalProperties: false,
        minProperties: 1,
        description: 'The kinds of credential of the platform, and the formats of their tokens. At least one kind.',
      },
    ),
    scopes: Type.Record(Type.String({ pattern: platformNames.scope.pattern }), Scope, {
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1000,
      description: 'The catalogue of scopes, by name.',
    }),
    roles: Type.Record(Type.String({ pattern: platformNames.role.pattern }), Role, {
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 100,
      description: 'The roles, by name. Their order is their rank, least first.',
    }),
    ownerRole: Type.String({
      description: 'The role of whoever opens an organization. At least one member keeps it.',
    }),
    levels: Type.Optional(
      Type.Record(Type.String({ pattern: platformNames.role.pattern }), Level, {
        additionalProperties: false,
        maxProperties: 100,
        description: 'The levels, by name, least first. Absent or empty: credentials are minted with scopes alone.',
      }),
    ),
    permissions: PermissionScopes,
    tokenManagingScope: Type.Optional(
      Type.String({
        description: 'The scope by which a PAT may manage the PATs of its owner. Absent: only a person signed in may.',
      }),
    ),
    unauthenticatedStatus: Type.Optional(
      Type.Enum([401, 403], {
        default: platformDefaults.unauthenticatedStatus,
        description: 'The HTTP status of a missing or bad credential.',
      }),
    ),
    expiry: Strict(
      {
        required: Type.Boolean({ description: 'Whether every credential must have an expiry.' }),
        maximumDays: Type.Optional(Days('The longest life that can be asked for, in days. Absent: no bound.')),
        defaultDays: Type.Optional(
          Days(
            'The life of a credential that is minted without a word on expiry. Absent: it never ends. An explicit `null` always asks for one that never ends.',
          ),
        ),
        presetsDays: Type.Array(Days('A life in days.'), {
          maxItems: 20,
          description: 'The lives that the console offers, in days from the moment of minting.',
        }),
      },
      'When credentials end. An expiry is an instant, not a date.',
    ),
    rotation: Type.Optional(
      Strict(
        {
          maximumGraceSeconds: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 2_592_000,
              default: platformDefaults.maximumGraceSeconds,
              description:
                'The longest time that a secret may go on working after its rotation, if the call asks for any.',
            }),
          ),
        },
        'How secrets are replaced.',
      ),
    ),
    limits: Strict(
      {
        livePatsPerUser: Type.Optional(Count('How many live PATs a user may hold. Absent: unlimited.')),
        liveApiKeysPerProject: Type.Optional(Count('How many live API keys a project may hold. Absent: unlimited.')),
      },
      'How many credentials may be live (neither expired, revoked nor deleted) at once.',
    ),
    gate: Type.Optional(GateSection),
  },
  'A platform file: brand, token formats, scopes, roles, levels and limits of one platform.',
);

export type PlatformFile = Static<typeof PlatformFile>;
