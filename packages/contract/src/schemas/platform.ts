import Type from 'typebox';
import { Nullable } from './fields.ts';

const limit = Nullable(
  Type.Integer({ description: 'How many may be live at once, of one user or project; null: as many as they like.' }),
);
const format = Type.String({ description: 'The format in which tokens are minted.' });
const days = (description: string) => Nullable(Type.Integer({ description }));

/** What anyone may know of the platform: what its tokens look like, how long they live, how many there may be. */
export const PlatformReply = Type.Object(
  {
    platform: Type.String(),
    title: Type.String({ description: 'Its name, as people read it.' }),
    brand: Type.String({ description: 'What every token starts with.' }),
    pat: Nullable(
      Type.Object({
        format,
        grants: Type.Enum(['scopes', 'levels'], { description: 'What a PAT is minted with.' }),
        defaultLevel: Nullable(Type.String()),
        limit,
      }),
    ),
    apiKey: Nullable(Type.Object({ format, limit })),
    levels: Type.Array(
      Type.Object({
        level: Type.String(),
        description: Type.String(),
        followsOwner: Type.Boolean({ description: 'Whether it is whatever its owner may do at each moment.' }),
      }),
      { description: 'Least first.' },
    ),
    expiry: Type.Object({
      required: Type.Boolean(),
      maximumDays: days('The longest life; null: no bound.'),
      defaultDays: days('The life of a credential minted without a word on it; null: it never ends.'),
      presetsDays: Type.Array(Type.Integer()),
    }),
    rotation: Type.Object({ maximumGraceSeconds: Type.Integer() }),
  },
  { title: 'Platform' },
);
