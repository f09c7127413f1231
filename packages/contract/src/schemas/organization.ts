import Type from 'typebox';
import { Id, Instant, Nullable } from './fields.ts';

export const Slug = Type.String({
  pattern: '^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$',
  maxLength: 64,
  description: 'Lower-case letters, digits and inner hyphens. Names it in paths.',
});

/** How a path names an organization: by slug or by id. */
export const OrganizationRef = Type.String({ minLength: 1, maxLength: 64, description: 'The slug or the id.' });

export const OrganizationReply = Type.Object(
  {
    id: Id,
    slug: Type.String(),
    name: Type.String(),
    role: Nullable(Type.String({ description: 'The caller’s role in it; null for an API key.' })),
    createdAt: Instant,
  },
  { title: 'Organization' },
);

export const MemberReply = Type.Object(
  { userId: Id, email: Type.String(), name: Type.String(), role: Type.String(), createdAt: Instant },
  { title: 'Member' },
);

export const ProjectReply = Type.Object(
  {
    id: Id,
    organizationId: Id,
    slug: Type.String(),
    name: Type.String(),
    archivedAt: Nullable(Instant),
    createdAt: Instant,
  },
  { title: 'Project' },
);
