import Type from 'typebox';
import { Id, None, Page, PageQuery, Strict } from '../schemas/fields.ts';
import {
  CreatePolicyBody,
  DefaultPolicyReply,
  EffectiveLimitsReply,
  OwnLimitsReply,
  PolicyReply,
  SetDefaultPolicyBody,
  ThrottleReply,
  UpdatePolicyBody,
} from '../schemas/rate-limits.ts';
import { defineOperation } from './operation.ts';

const tag = 'Rate limits';
const everyKind = ['session', 'pat', 'api-key'] as const;
const project = Strict({ projectId: Id });
const policy = Strict({ projectId: Id, policyId: Id });

export const createRateLimitPolicy = defineOperation({
  id: 'createRateLimitPolicy',
  method: 'POST',
  path: '/api/v1/projects/{projectId}/rate-limit-policies',
  tag,
  summary: 'Create a rate-limit policy',
  description:
    'It limits nothing until it is the default of the project or assigned to a token. Policies count requests made with ' +
    'PATs and API keys; sessions are free of them.',
  needs: 'rate-limits.write',
  accepts: everyKind,
  params: project,
  query: None,
  body: CreatePolicyBody,
  reply: { status: 201, schema: PolicyReply },
  errors: ['CONFLICT'],
  audit: 'rate-limit-policy.create',
  etag: 'sent',
});

export const listRateLimitPolicies = defineOperation({
  id: 'listRateLimitPolicies',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/rate-limit-policies',
  tag,
  summary: 'The rate-limit policies of a project, newest first',
  needs: 'rate-limits.read',
  accepts: everyKind,
  params: project,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(PolicyReply) },
  errors: [],
});

export const setDefaultRateLimitPolicy = defineOperation({
  id: 'setDefaultRateLimitPolicy',
  method: 'PUT',
  path: '/api/v1/projects/{projectId}/rate-limit-policies/default',
  tag,
  summary: 'Make a policy the default of its project, or none; in force on the next request',
  description:
    'The default applies to every request of the project’s API keys, and to requests of PATs whose path names the project, ' +
    'beside the policy that is assigned to the token itself.',
  needs: 'rate-limits.write',
  accepts: everyKind,
  params: project,
  query: None,
  body: SetDefaultPolicyBody,
  reply: { status: 200, schema: DefaultPolicyReply },
  errors: [],
  audit: 'rate-limit-default.set',
});

export const getEffectiveRateLimits = defineOperation({
  id: 'getEffectiveRateLimits',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/rate-limit-policies/effective',
  tag,
  summary: 'Every rule that applies at a project, where it comes from, and how it stands for a token',
  needs: 'rate-limits.read',
  accepts: everyKind,
  params: project,
  query: Strict({
    token_id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'A PAT that reaches the project, or an API key of it.' }),
    ),
  }),
  body: null,
  reply: { status: 200, schema: EffectiveLimitsReply },
  errors: ['NOT_FOUND'],
});

export const getRateLimitPolicy = defineOperation({
  id: 'getRateLimitPolicy',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/rate-limit-policies/{policyId}',
  tag,
  summary: 'One rate-limit policy',
  needs: 'rate-limits.read',
  accepts: everyKind,
  params: policy,
  query: None,
  body: null,
  reply: { status: 200, schema: PolicyReply },
  errors: ['NOT_FOUND'],
  etag: 'sent',
});

export const updateRateLimitPolicy = defineOperation({
  id: 'updateRateLimitPolicy',
  method: 'PATCH',
  path: '/api/v1/projects/{projectId}/rate-limit-policies/{policyId}',
  tag,
  summary: 'Change a rate-limit policy; in force on the next request',
  description: 'What was counted under a rule stays counted, by the place of the rule in the policy.',
  needs: 'rate-limits.write',
  accepts: everyKind,
  params: policy,
  query: None,
  body: UpdatePolicyBody,
  reply: { status: 200, schema: PolicyReply },
  errors: ['NOT_FOUND'],
  audit: 'rate-limit-policy.update',
  etag: 'required',
});

export const deleteRateLimitPolicy = defineOperation({
  id: 'deleteRateLimitPolicy',
  method: 'DELETE',
  path: '/api/v1/projects/{projectId}/rate-limit-policies/{policyId}',
  tag,
  summary: 'Delete a rate-limit policy that is neither the default nor assigned to a live token',
  description: 'Ended tokens that it was assigned to are without a policy from then on.',
  needs: 'rate-limits.write',
  accepts: everyKind,
  params: policy,
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['NOT_FOUND', 'CONFLICT'],
  audit: 'rate-limit-policy.delete',
});

export const getRateLimit = defineOperation({
  id: 'getRateLimit',
  method: 'GET',
  path: '/api/v1/rate-limit',
  tag,
  summary: 'The limits of the credential in use and how they stand; asking is free',
  description:
    'Never counted and never refused by a policy. For a session the list is empty: policies do not count it.',
  needs: 'own-credential',
  accepts: everyKind,
  params: None,
  query: Strict({
    project_id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'PATs: also the default policy of this project.' }),
    ),
  }),
  body: null,
  reply: { status: 200, schema: OwnLimitsReply },
  errors: ['NOT_FOUND'],
  unlimited: true,
});

export const listThrottles = defineOperation({
  id: 'listThrottles',
  method: 'GET',
  path: '/api/v1/projects/{projectId}/rate-limit-policies/throttles',
  tag,
  summary: 'The requests that rate limits refused in a project, newest first',
  description: 'A page may be short or empty where refusals are few: follow `nextCursor` until it is null.',
  needs: 'rate-limits.read',
  accepts: everyKind,
  params: project,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(ThrottleReply) },
  errors: [],
});
