import Type from 'typebox';
import { Email, Id, Instant, Nullable } from './fields.ts';

export const UserReply = Type.Object(
  {
    id: Id,
    email: Email,
    name: Type.String(),
    instanceAdmin: Type.Boolean(),
    disabledAt: Nullable(Instant),
    createdAt: Instant,
  },
  { title: 'User' },
);

export const InvitationReply = Type.Object(
  {
    url: Type.String({ description: 'A one-time link. Hand it to the invited person; it is never shown again.' }),
    expiresAt: Instant,
  },
  { title: 'Invitation' },
);
