import Type from 'typebox';
import { Id, Instant, Name, Nullable, Strict } from './fields.ts';

/** Rate-limit policies, in snake_case as document 003 writes them. */
const most = 1_000_000;
const Rate = (unit: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: most, description: `Requests per ${unit}: a limit of its own.` }));

const rateFields = {
  per_second: Rate('second'),
  per_minute: Rate('minute'),
  per_hour: Rate('hour'),
  per_day: Rate('day'),
  burst: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: most,
      description: 'How many may come at once under the finest rate of the rule. Absent: its whole count.',
    }),
  ),
  path_patterns: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      minItems: 1,
      maxItems: 20,
      description:
        'The paths that the rule means, in whatever case; absent: all. `{name}` is exactly one segment, a `*` as the last segment is the rest.',
    }),
  ),
  methods: Type.Optional(
    Type.Array(Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']), {
      minItems: 1,
      maxItems: 5,
      description: 'The methods that the rule means; absent: all. HEAD counts as GET.',
    }),
  ),
};
const Per = Type.Enum(['token', 'project', 'address'], {
  description:
    'What is counted apart: each token (the default), all tokens under the policy together, or each client address (IPv6 by /64).',
});

export const RuleBody = Strict(
  { ...rateFields, per: Type.Optional(Per) },
  'At least one of per_second, per_minute, per_hour and per_day.',
);
const Rules = Type.Array(RuleBody, {
  minItems: 1,
  maxItems: 20,
  description: 'Each is counted by itself; all must admit.',
});

export const CreatePolicyBody = Strict({
  name: Name,
  enabled: Type.Optional(Type.Boolean({ default: true })),
  rules: Rules,
});

/** Absent leaves a field as it is. */
export const UpdatePolicyBody = Strict({
  name: Type.Optional(Name),
  enabled: Type.Optional(Type.Boolean()),
  rules: Type.Optional(Rules),
});

export const SetDefaultPolicyBody = Strict({
  policy_id: Nullable(
    Type.String({ minLength: 1, maxLength: 64, description: 'A policy of this project; null: none.' }),
  ),
});

const Rule = Type.Object({ ...rateFields, per: Per });

export const PolicyReply = Type.Object(
  {
    id: Id,
    project_id: Id,
    name: Type.String(),
    enabled: Type.Boolean(),
    is_default: Type.Boolean({ description: 'Whether it applies to every token at this project.' }),
    live_tokens: Type.Integer({ description: 'How many live PATs and API keys it is assigned to.' }),
    rules: Type.Array(Rule),
    created_at: Instant,
    updated_at: Instant,
  },
  { title: 'RateLimitPolicy' },
);

export const DefaultPolicyReply = Type.Object(
  { project_id: Id, policy_id: Nullable(Id) },
  { title: 'DefaultRateLimitPolicy' },
);

const LimitState = Type.Object({
  rate: Type.Enum(['per_second', 'per_minute', 'per_hour', 'per_day']),
  count: Type.Integer(),
  burst: Type.Integer({ description: 'How many may come at once.' }),
  window_seconds: Type.Integer({ description: 'In how many seconds a used-up burst is whole again, rounded up.' }),
  remaining: Nullable(
    Type.Integer({
      description: 'How many may come now; null where it is counted for each token or address and none is meant.',
    }),
  ),
  reset_seconds: Nullable(
    Type.Integer({ description: 'In how many seconds one more may come; 0: the whole burst is free.' }),
  ),
});

const EffectiveRule = Type.Object({
  source: Type.Enum(['token', 'project'], {
    description: 'Whether the policy is assigned to the token or is the default of the project.',
  }),
  policy_id: Id,
  policy_name: Type.String(),
  rule: Type.Integer({ description: 'Its place in the policy, from 1.' }),
  per: Per,
  path_patterns: rateFields.path_patterns,
  methods: rateFields.methods,
  limits: Type.Array(LimitState),
});

export const EffectiveLimitsReply = Type.Object(
  {
    project_id: Id,
    token_id: Nullable(Id),
    rules: Type.Array(EffectiveRule),
    withheld_policies: Type.Integer({
      description: 'How many policies of projects whose policies you may not read apply to the token as well.',
    }),
  },
  { title: 'EffectiveRateLimits' },
);

export const OwnLimitsReply = Type.Object(
  {
    token_id: Nullable(Id),
    project_id: Nullable(Id),
    rules: Type.Array(EffectiveRule),
  },
  { title: 'RateLimits' },
);

export const ThrottleReply = Type.Object(
  {
    id: Type.String({ description: 'Of its event in the audit log.' }),
    at: Instant,
    token_id: Nullable(Id),
    method: Type.String(),
    path: Type.String(),
    address: Type.String(),
    policies: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        source: Type.Enum(['token', 'project']),
        rule: Type.Integer(),
        rate: Type.Enum(['per_second', 'per_minute', 'per_hour', 'per_day']),
        count: Type.Integer(),
        burst: Type.Integer(),
      }),
      { description: 'The limits that refused it.' },
    ),
    refusals: Type.Integer({
      description: 'How many this stands for: of an address that is refused often, each minute’s rest is one entry.',
    }),
  },
  { title: 'Throttle' },
);
