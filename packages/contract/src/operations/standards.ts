import Type from 'typebox';
import { Id, None } from '../schemas/fields.ts';
import { defineOperation } from './operation.ts';

const Text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });

/** RFC 7662 §2.1, with what a resource server may add about the request it received. Unknown parameters are ignored. */
const IntrospectionBody = Type.Object({
  token: Text(1024, 'The token that the resource server was presented with.'),
  token_type_hint: Type.Optional(Text(64, 'Ignored: a token says by itself what it is.')),
  project_id: Type.Optional({
    ...Id,
    description: 'The project that the request is about: `scope` is what the token may do there.',
  }),
  method: Type.Optional(Text(16, 'The request’s method, for rate-limit rules.')),
  path: Type.Optional(Text(2048, 'The request’s path, for rate-limit rules.')),
  address: Type.Optional(Text(64, 'The client’s address, for allowed networks, last use and the audit log.')),
});

/** RFC 7662 §2.2. Of a token that is not good: `active` alone. */
const IntrospectionReply = Type.Object(
  {
    active: Type.Boolean(),
    scope: Type.Optional(Type.String({ description: 'Separated by spaces, sorted.' })),
    username: Type.Optional(Type.String()),
    token_type: Type.Optional(Type.Enum(['Bearer', 'ApiKey'])),
    exp: Type.Optional(Type.Integer({ description: 'Seconds since the epoch; absent where it never expires.' })),
    sub: Type.Optional(Type.String({ description: 'Whom it acts as: a user’s id, or a project’s.' })),
    iss: Type.Optional(Type.String()),
    jti: Type.Optional(Type.String({ description: 'The credential’s id.' })),
    kind: Type.Optional(Type.Enum(['pat', 'api-key'])),
    organization_id: Type.Optional(Type.String({ description: 'API keys: where they belong.' })),
    project_ids: Type.Optional(
      Type.Array(Type.String(), { description: 'The only projects that it reaches; absent: all of its owner’s.' }),
    ),
  },
  { title: 'Introspection' },
);

export const checkToken = defineOperation({
  id: 'checkToken',
  method: 'POST',
  path: '/oauth/introspect',
  tag: 'Standards',
  summary: 'Whether a token is good, and what it may do (RFC 7662)',
  description:
    'For resource servers, which present a credential of their own. The check counts as a use of the token: it is in the ' +
    'audit log, and the token’s rate limits apply.',
  needs: 'signed-in',
  accepts: ['pat', 'api-key'],
  params: None,
  query: None,
  body: IntrospectionBody,
  form: true,
  changesNothing: true,
  reply: { status: 200, schema: IntrospectionReply },
  errors: ['RATE_LIMITED', 'OVERLOADED'],
});
