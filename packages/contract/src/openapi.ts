import { errors } from './errors.ts';
import { errorsOf, operations } from './operations/index.ts';
import type { Operation } from './operations/operation.ts';

type Json = Readonly<Record<string, unknown>>;

const json = (schema: unknown): Json => ({ 'application/json': { schema } });
const form = (schema: unknown): Json => ({ 'application/x-www-form-urlencoded': { schema } });

const problem: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'error'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    error: {
      type: 'object',
      required: ['code', 'message', 'details', 'traceId'],
      properties: {
        code: { enum: Object.keys(errors) },
        message: { type: 'string' },
        details: { type: 'object' },
        traceId: { type: 'string' },
      },
    },
  },
};

const securitySchemes: Json = {
  accessJwtOrPat: { type: 'http', scheme: 'bearer', description: 'An access JWT or a PAT.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`ApiKey <API key>`' },
  tokenHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A PAT or an API key.' },
  sessionCookie: { type: 'apiKey', in: 'cookie', name: 'keywright.session_token' },
};

function securityOf({ needs, accepts }: Operation): readonly Json[] {
  if (needs === 'anyone') return [];
  const schemes = new Set<string>();
  if (accepts.includes('session')) schemes.add('accessJwtOrPat').add('sessionCookie');
  if (accepts.includes('pat')) schemes.add('accessJwtOrPat').add('tokenHeader');
  if (accepts.includes('api-key')) schemes.add('apiKey').add('tokenHeader');
  return [...schemes].map((scheme) => ({ [scheme]: [] }));
}

function parametersOf(operation: Operation): readonly Json[] {
  const { params, query, etag } = operation;
  const toParameters = (place: string, object: Operation['params']): readonly Json[] => {
    const required: readonly string[] = object.required ?? [];
    return Object.entries(object.properties).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema,
    }));
  };
  const ifMatch = {
    name: 'If-Match',
    in: 'header',
    required: true,
    schema: { type: 'string', examples: ['"v3"', '*'] },
  };
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Hard to guess, such as a random UUID. The same request under the same key has the same reply for ten minutes.',
    schema: { type: 'string', minLength: 8, maxLength: 255 },
  };
  return [
    ...toParameters('path', params),
    ...toParameters('query', query),
    ...(etag === 'required' ? [ifMatch] : []),
    ...(operation.method !== 'GET' && operation.idempotent ? [idempotencyKey] : []),
  ];
}

/** Error replies by status; each names the codes that may come with it. */
function refusalsOf(operation: Operation): Json {
  const codes = errorsOf(operation);
  const described = (status: number) =>
    codes.filter((code) => errors[code].status === status).map((code) => `\`${code}\`: ${errors[code].title}.`);
  return Object.fromEntries(
    [...new Set(codes.map((code) => errors[code].status))].map((status) => [
      status,
      {
        description: described(status).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

const streamed: Json = {
  'application/x-ndjson': { schema: { type: 'string' } },
  'text/csv': { schema: { type: 'string' } },
};

function toOpenApiOperation(operation: Operation): Json {
  const { id, tag, summary, description, body, reply, needs, etag } = operation;
  const headers = etag === undefined ? {} : { headers: { ETag: { schema: { type: 'string' } } } };
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    'x-keywright-needs': needs,
    security: securityOf(operation),
    parameters: parametersOf(operation),
    ...(body === null
      ? {}
      : { requestBody: { required: true, content: operation.form === true ? form(body) : json(body) } }),
    responses: {
      [reply.status]: {
        description: reply.status === 204 ? 'Done; no body' : 'Done',
        ...headers,
        ...(reply.schema === null ? {} : { content: json(reply.schema) }),
        ...(reply.stream === true ? { content: streamed } : {}),
      },
      ...refusalsOf(operation),
    },
  };
}

/** The API as an OpenAPI 3.1 document, made from the operations alone. */
export function createOpenApi(serverUrl: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of Object.values<Operation>(operations)) {
    const item = paths[operation.path] ?? {};
    item[operation.method.toLowerCase()] = toOpenApiOperation(operation);
    paths[operation.path] = item;
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Keywright',
      version: '1',
      description: 'Mints, checks and retires the long-lived credentials of an API.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: { securitySchemes, schemas: { Problem: problem } },
  };
}
