import Type, { type Static } from 'typebox';

/**
 * The part of a platform file that says which requests the gate lets through to other APIs. What a shape cannot say of it is
 * in `gate-faults.ts`; what it means is for the server’s gate.
 */

/** Names and texts of the gate’s section: what each may look like, and the same in words. */
export const gateNames = {
  service: {
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    words: 'lower-case letters and digits in words joined by hyphens, starting with a letter',
  },
  method: { pattern: '^[A-Z][A-Z-]{0,31}$', words: 'the name of an HTTP method in capitals, such as GET' },
  host: {
    pattern: '^(\\[[0-9a-f:.]+\\]|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)$',
    words:
      'a host name in lower case without port and final dot, such as api.example.com, or an IPv6 address in brackets',
  },
  pathPrefix: {
    pattern: '^(/[A-Za-z0-9_~.-]+)+$',
    words: 'a path that begins with "/" and does not end with it, such as /translations',
  },
} as const;

const scopes = (description: string, minItems: number) =>
  Type.Optional(Type.Array(Type.String(), { minItems, maxItems: 50, description }));

const Route = Type.Object(
  {
    path: Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'Literal segments, `{name}` for one segment, `**` at the end for this path and all below it.',
    }),
    methods: Type.Optional(
      Type.Array(Type.String({ pattern: gateNames.method.pattern }), {
        minItems: 1,
        maxItems: 40,
        description: 'The methods that the route is for; GET stands for HEAD too. Absent: every method.',
      }),
    ),
    all: scopes('The request needs every one of these scopes. Empty: any valid credential that has a scope.', 0),
    any: scopes('The request needs one of these scopes.', 1),
    public: Type.Optional(Type.Boolean({ description: 'Whether whoever asks is let through, as nobody.' })),
    project: Type.Optional(
      Type.String({ description: 'The placeholder that holds the id of the project which the request is about.' }),
    ),
    organization: Type.Optional(
      Type.String({
        description: 'The placeholder that holds the id or slug of the organization which the request is about.',
      }),
    ),
  },
  { additionalProperties: false, description: 'Requests that are let through, and what they need.' },
);

const Routes = (description: string) => Type.Array(Route, { maxItems: 500, description });

const Service = Type.Object(
  {
    hosts: Type.Optional(
      Type.Array(Type.String({ pattern: gateNames.host.pattern }), {
        minItems: 1,
        maxItems: 50,
        description: 'The hosts of the service. Absent: every host.',
      }),
    ),
    pathPrefix: Type.Optional(
      Type.String({
        pattern: gateNames.pathPrefix.pattern,
        maxLength: 200,
        description: 'Only requests below this path are for the service, and its routes begin after it.',
      }),
    ),
    routes: Routes('What of the service is let through. The first route that fits a request is the one that counts.'),
  },
  { additionalProperties: false, description: 'An API that the gate protects.' },
);

export const GateSection = Type.Object(
  {
    services: Type.Optional(
      Type.Record(Type.String({ pattern: gateNames.service.pattern }), Service, {
        additionalProperties: false,
        maxProperties: 100,
        description: 'Several APIs, by name. A request is for the first whose hosts and path prefix fit it.',
      }),
    ),
    routes: Type.Optional(Routes('What is let through of requests that are for none of the services.')),
  },
  {
    additionalProperties: false,
    description: 'Which requests to other APIs the gate lets through. What no route describes is refused.',
  },
);

export type GateSection = Static<typeof GateSection>;
export type GateRoute = Static<typeof Route>;
