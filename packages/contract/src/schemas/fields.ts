import Type, { type TSchema } from 'typebox';

/** Shared field schemas. Lengths are in UTF-16 code units, instants are ISO-8601 with a time zone, UTC on the way out. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40, examples: ['2026-04-18T10:45:00Z'] });
export const Id = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'An id, as another reply gave it (a ULID).',
});
export const Name = Type.String({
  minLength: 1,
  maxLength: 256,
  description: '1 to 128 characters after trimming. Need not be unique.',
});
export const Note = Type.String({ maxLength: 1000, description: 'What it is for. Up to 1,000 characters.' });
export const Email = Type.String({ format: 'email', maxLength: 254 });
export const Password = Type.String({ minLength: 12, maxLength: 128, description: '12 to 128 characters.' });
export const ScopeName = Type.String({ minLength: 1, maxLength: 64 });
export const Scopes = Type.Array(ScopeName, { minItems: 1, maxItems: 200 });
export const Networks = Type.Array(Type.String({ minLength: 1, maxLength: 49 }), {
  maxItems: 50,
  description: 'Addresses or CIDR ranges, IPv4 or IPv6. Empty or absent: any address.',
});
export const Cursor = Type.String({ minLength: 1, maxLength: 200 });

export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** An object that refuses fields it does not declare. */
export const Strict = <const P extends Parameters<typeof Type.Object>[0]>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description === undefined ? {} : { description }) });

export const None = Type.Object({}, { additionalProperties: false });

/** The query of a listing. */
export const PageQuery = Strict({
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many at most, 1 to 200.' }),
  ),
  cursor: Type.Optional(Cursor),
});

/** A page of a listing, newest first. `nextCursor` is null on the last page. */
export const Page = <S extends TSchema>(item: S) =>
  Type.Object({ data: Type.Array(item), nextCursor: Nullable(Type.String()) });
