import Type from 'typebox';
import { Email, Id, Instant, Name, None, Nullable, Password, Strict } from '../schemas/fields.ts';
import { UserReply } from '../schemas/people.ts';
import { PlatformReply } from '../schemas/platform.ts';
import { defineOperation } from './operation.ts';

const tag = 'People';

export const login = defineOperation({
  id: 'login',
  method: 'POST',
  path: '/api/v1/auth/login',
  tag,
  summary: 'Sign in with e-mail and password',
  description: 'Answers an access JWT, good for 15 minutes or until its session ends, and sets the session cookie.',
  needs: 'anyone',
  accepts: [],
  params: None,
  query: None,
  body: Strict({ email: Email, password: Type.String({ minLength: 1, maxLength: 128 }) }),
  reply: { status: 200, schema: Type.Object({ accessToken: Type.String(), expiresAt: Instant }) },
  errors: ['UNAUTHENTICATED', 'RATE_LIMITED', 'OVERLOADED'],
  audit: 'session.create',
  secretReply: true,
  setsCookie: true,
});

export const acceptInvitation = defineOperation({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/auth/accept-invitation',
  tag,
  summary: 'Set a password by a one-time link',
  needs: 'anyone',
  accepts: [],
  params: None,
  query: None,
  body: Strict({
    token: Type.String({ minLength: 1, maxLength: 200, description: 'What stands behind `#` in the link.' }),
    password: Password,
    name: Type.Optional(Name),
  }),
  reply: { status: 200, schema: Type.Object({ email: Type.String() }) },
  errors: ['NOT_FOUND', 'OVERLOADED'],
  audit: 'invitation.accept',
});

export const getMe = defineOperation({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/users/me',
  tag,
  summary: 'Who the request acts as',
  needs: 'signed-in',
  accepts: ['session', 'pat'],
  params: None,
  query: None,
  body: null,
  reply: { status: 200, schema: UserReply },
  errors: [],
});

export const updateMe = defineOperation({
  id: 'updateMe',
  method: 'PATCH',
  path: '/api/v1/users/me',
  tag,
  summary: 'Change your name',
  needs: 'signed-in',
  accepts: ['session'],
  params: None,
  query: None,
  body: Strict({ name: Type.Optional(Name) }),
  reply: { status: 200, schema: UserReply },
  errors: [],
  audit: 'user.update',
});

export const listScopes = defineOperation({
  id: 'listScopes',
  method: 'GET',
  path: '/api/v1/scopes',
  tag: 'Scopes',
  summary: 'The platform’s scopes, roles and levels, and what the caller may grant',
  needs: 'signed-in',
  accepts: ['session', 'pat', 'api-key'],
  params: None,
  query: None,
  body: null,
  reply: {
    status: 200,
    schema: Type.Object({
      platform: Type.String(),
      scopes: Type.Array(
        Type.Object({ scope: Type.String(), description: Type.String(), implies: Type.Array(Type.String()) }),
      ),
      roles: Type.Array(
        Type.Object({ role: Type.String(), description: Type.String(), scopes: Type.Array(Type.String()) }),
      ),
      levels: Type.Array(
        Type.Object({ level: Type.String(), description: Type.String(), scopes: Type.Array(Type.String()) }),
      ),
      grantable: Type.Object({
        pat: Type.Array(Type.String(), { description: 'What a PAT of the caller may be minted with.' }),
        organizations: Type.Array(
          Type.Object({
            organizationId: Id,
            role: Nullable(Type.String()),
            scopes: Type.Array(Type.String(), { description: 'What an API key of its projects may be minted with.' }),
            permissions: Type.Array(Type.String(), {
              description: 'Which of Keywright’s own permissions that comes to: what operations need.',
            }),
          }),
        ),
      }),
    }),
  },
  errors: [],
});

export const getPlatform = defineOperation({
  id: 'getPlatform',
  method: 'GET',
  path: '/api/v1/platform',
  tag: 'Scopes',
  summary: 'What credentials of this platform look like, how long they live and how many there may be',
  needs: 'anyone',
  accepts: [],
  params: None,
  query: None,
  body: null,
  reply: { status: 200, schema: PlatformReply },
  errors: [],
});
