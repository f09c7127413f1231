import { randomBytes } from 'node:crypto';
import type { OperationId, Operations } from '@keywright/contract';
import type { Static, TSchema } from 'typebox';
import type { AuditTarget } from '../../src/modules/audit/index.ts';
import type { SignedIn } from '../harness.ts';
import type { Tenant, World } from './world.ts';

/** What the audit event of a change names; the id may be known only from the reply. */
export interface Audited {
  readonly kind: AuditTarget['kind'];
  // biome-ignore lint/suspicious/noExplicitAny: the reply’s schema is what the walk checks
  readonly id: string | ((reply: any) => string);
}

type Body<O> = O extends { body: infer B extends TSchema } ? { readonly body: Static<B> } : { readonly body?: never };
type Version<O> = O extends { etag: 'required' } ? { readonly versionAt: string } : { readonly versionAt?: never };
type Audit<O> = O extends { audit: string } ? { readonly audited: Audited } : { readonly audited?: never };

/** A call that succeeds, once: what it names is its own. `versionAt` is where the version that it changes can be read. */
export type Example<K extends OperationId> = { readonly params: Static<Operations[K]['params']> } & Body<
  Operations[K]
> &
  Version<Operations[K]> &
  Audit<Operations[K]>;

type Examples = { readonly [K in OperationId]: (world: World, tenant: Tenant) => Promise<Example<K>> };

export const unique = (): string => randomBytes(5).toString('hex');
export const password = () => `password ${unique()}`;

const member = ({ app }: World, { slug, owner }: Tenant): Promise<SignedIn> => app.person(slug, 'MEMBER', owner);

const project = async ({ app }: World, { slug }: Tenant): Promise<string> => app.project(slug, `p-${unique()}`);

async function apiKey({ app }: World, { projectId, owner }: Tenant): Promise<{ projectId: string; keyId: string }> {
  const { id } = await app.apiKey(projectId, ['keys.read'], {}, owner);
  return { projectId, keyId: id };
}

async function pat({ app }: World, { owner }: Tenant): Promise<{ patId: string }> {
  return { patId: (await app.pat(owner, ['keys.read'])).id };
}

async function token(world: World, tenant: Tenant): Promise<{ tokenId: string }> {
  return { tokenId: (await pat(world, tenant)).patId };
}

async function anyCredential(world: World, tenant: Tenant): Promise<{ credentialId: string }> {
  return { credentialId: (await pat(world, tenant)).patId };
}

/** Tells the tenant’s owner something, by what tells people things: somebody else revokes their PAT. */
async function notice(world: World, tenant: Tenant): Promise<string> {
  const { credentialId } = await anyCredential(world, tenant);
  const { authorization } = await world.app.admin();
  const path = `/api/v1/admin/credentials/${credentialId}/revoke`;
  const revoked = await world.app.call('POST', path, { authorization, body: { reason: 'an example' } });
  if (revoked.status !== 200) throw new Error(`revoking: ${revoked.text}`);
  const told = await world.app.app.database.reader
    .selectFrom('notices')
    .select('id')
    .where('credentialId', '=', credentialId)
    .executeTakeFirstOrThrow();
  return told.id;
}

/** An address that is blocked, as a process that blocked it has left it in the database. */
async function block({ app }: World): Promise<string> {
  const now = app.clock.now();
  const row = { id: app.app.people.nextId(), network: `192.0.2.${unique()}`, failures: 10, createdAt: now };
  await app.app.database.transaction(async (trx) => {
    await trx
      .insertInto('blockedAddresses')
      .values({ ...row, blockedUntil: now + 60_000 })
      .execute();
  });
  return row.id;
}

/** An endpoint that hears of nothing but what it is asked to: nothing is ever sent to this port. */
async function webhook({ app }: World): Promise<{ webhookId: string }> {
  await roomForWebhook(app);
  const { authorization } = await app.admin();
  const body = { url: 'http://127.0.0.1:9/', kinds: ['address-blocked'] };
  const created = await app.call('POST', '/api/v1/admin/webhooks', { authorization, body });
  if (created.status !== 201) throw new Error(`creating a webhook: ${created.text}`);
  return { webhookId: created.body.id };
}

async function delivery(world: World): Promise<{ webhookId: string; deliveryId: string }> {
  const { webhookId } = await webhook(world);
  const { authorization } = await world.app.admin();
  const sent = await world.app.call('POST', `/api/v1/admin/webhooks/${webhookId}/test`, { authorization });
  return { webhookId, deliveryId: sent.body.id };
}

/** There may be twenty: each example begins with room for its own. */
async function roomForWebhook(app: World['app']): Promise<void> {
  await app.app.database.transaction(async (trx) => {
    await trx.deleteFrom('webhooks').execute();
  });
}

async function disable({ app }: World, { userId }: SignedIn): Promise<void> {
  const { authorization } = await app.admin();
  const reply = await app.call('POST', `/api/v1/admin/users/${userId}/disable`, { authorization });
  if (reply.status !== 200) throw new Error(`disabling: ${reply.text}`);
}

/** Somebody who was invited and has not yet set a password. */
async function invited({ app }: World, { slug, owner: { authorization } }: Tenant) {
  const body = { email: `i${unique()}@example.com`, role: 'MEMBER' };
  const added = await app.call('POST', `/api/v1/organizations/${slug}/members`, { authorization, body });
  const { userId } = added.body.member;
  const invitation = await app.app.database.reader
    .selectFrom('invitations')
    .select('id')
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow();
  return { token: String(added.body.invitation.url).split('#')[1] ?? '', invitationId: invitation.id };
}

const policyBody = () => ({ name: 'wide', rules: [{ per_minute: 1_000_000, path_patterns: ['/api/v1/*'] }] });

/** A policy of a project: the tenant’s, unless another is named. */
async function policy(
  world: World,
  { owner: { authorization }, projectId: itsProject }: Tenant,
  projectId = itsProject,
): Promise<{ projectId: string; policyId: string }> {
  const path = `/api/v1/projects/${projectId}/rate-limit-policies`;
  const created = await world.app.call('POST', path, { authorization, body: policyBody() });
  if (created.status !== 201) throw new Error(`creating a policy: ${created.text}`);
  return { projectId, policyId: created.body.id };
}

const credentialBody = () => ({ name: 'deploy', scopes: ['keys.read', 'keys.write'], note: 'for the pipeline' });
const itsId = ({ id }: { id: string }): string => id;

/** A valid call of every operation: what is missing here does not compile. */
export const examples: Examples = {
  async login(world, tenant) {
    const { userId, email, password } = await member(world, tenant);
    return { params: {}, body: { email, password }, audited: { kind: 'session', id: userId } };
  },
  async acceptInvitation(world, tenant) {
    const { token, invitationId } = await invited(world, tenant);
    return {
      params: {},
      body: { token, password: password(), name: 'Ada' },
      audited: { kind: 'invitation', id: invitationId },
    };
  },
  getMe: async () => ({ params: {} }),
  updateMe: async (_world, { owner }) => ({
    params: {},
    body: { name: 'Grace' },
    audited: { kind: 'user', id: owner.userId },
  }),
  async disableUser(world, tenant) {
    const { userId } = await member(world, tenant);
    return { params: { userId }, audited: { kind: 'user', id: userId } };
  },
  async enableUser(world, tenant) {
    const person = await member(world, tenant);
    await disable(world, person);
    return { params: { userId: person.userId }, audited: { kind: 'user', id: person.userId } };
  },
  listScopes: async () => ({ params: {} }),
  getPlatform: async () => ({ params: {} }),

  listOrganizations: async () => ({ params: {} }),
  createOrganization: async () => ({
    params: {},
    body: { slug: `o-${unique()}`, name: 'Another' },
    audited: { kind: 'organization', id: itsId },
  }),
  getOrganization: async (_world, { slug }) => ({ params: { organization: slug } }),
  updateOrganization: async (_world, { slug, organizationId }) => ({
    params: { organization: slug },
    body: { name: 'Renamed' },
    versionAt: `/api/v1/organizations/${slug}`,
    audited: { kind: 'organization', id: organizationId },
  }),
  async deleteOrganization({ app }) {
    const { authorization } = await app.admin();
    const body = { slug: `o-${unique()}`, name: 'Closing' };
    const opened = await app.call('POST', '/api/v1/organizations', { authorization, body });
    return { params: { organization: opened.body.id }, audited: { kind: 'organization', id: opened.body.id } };
  },
  listMembers: async (_world, { slug }) => ({ params: { organization: slug } }),
  async getMember(world, tenant) {
    const { userId } = await member(world, tenant);
    return { params: { organization: tenant.slug, userId } };
  },
  addMember: async (_world, { slug }) => ({
    params: { organization: slug },
    body: { email: `m${unique()}@example.com`, name: 'Alan', role: 'MEMBER' },
    audited: { kind: 'member', id: (reply) => reply.member.userId },
  }),
  async setMemberRole(world, tenant) {
    const { userId } = await member(world, tenant);
    return {
      params: { organization: tenant.slug, userId },
      body: { role: 'ADMIN' },
      versionAt: `/api/v1/organizations/${tenant.slug}/members/${userId}`,
      audited: { kind: 'member', id: userId },
    };
  },
  async removeMember(world, tenant) {
    const { userId } = await member(world, tenant);
    return { params: { organization: tenant.slug, userId }, audited: { kind: 'member', id: userId } };
  },

  listProjects: async (_world, { slug }) => ({ params: { organization: slug } }),
  createProject: async (_world, { slug }) => ({
    params: { organization: slug },
    body: { slug: `p-${unique()}`, name: 'Another' },
    audited: { kind: 'project', id: itsId },
  }),
  getProject: async (_world, { projectId }) => ({ params: { projectId } }),
  updateProject: async (_world, { projectId }) => ({
    params: { projectId },
    body: { name: 'Renamed' },
    versionAt: `/api/v1/projects/${projectId}`,
    audited: { kind: 'project', id: projectId },
  }),
  async archiveProject(world, tenant) {
    const projectId = await project(world, tenant);
    return { params: { projectId }, audited: { kind: 'project', id: projectId } };
  },

  createRateLimitPolicy: async (_world, { projectId }) => ({
    params: { projectId },
    body: policyBody(),
    audited: { kind: 'rate-limit-policy', id: itsId },
  }),
  listRateLimitPolicies: async (_world, { projectId }) => ({ params: { projectId } }),
  async setDefaultRateLimitPolicy(world, tenant) {
    // Of another project, so that the other calls of the walk are under no policy.
    const { projectId, policyId } = await policy(world, tenant, await project(world, tenant));
    return { params: { projectId }, body: { policy_id: policyId }, audited: { kind: 'project', id: projectId } };
  },
  getEffectiveRateLimits: async (_world, { projectId }) => ({ params: { projectId } }),
  getRateLimitPolicy: async (world, tenant) => ({ params: await policy(world, tenant) }),
  async updateRateLimitPolicy(world, tenant) {
    const params = await policy(world, tenant);
    return {
      params,
      body: { name: 'renamed', enabled: false, rules: [{ per_day: 5 }] },
      versionAt: `/api/v1/projects/${params.projectId}/rate-limit-policies/${params.policyId}`,
      audited: { kind: 'rate-limit-policy', id: params.policyId },
    };
  },
  async deleteRateLimitPolicy(world, tenant) {
    const params = await policy(world, tenant);
    return { params, audited: { kind: 'rate-limit-policy', id: params.policyId } };
  },
  getRateLimit: async () => ({ params: {} }),

  mintApiKey: async (_world, { projectId }) => ({
    params: { projectId },
    body: credentialBody(),
    audited: { kind: 'api-key', id: itsId },
  }),
  getApiKeyAllowance: async (_world, { projectId }) => ({ params: { projectId } }),
  listApiKeys: async (_world, { projectId }) => ({ params: { projectId } }),
  getApiKey: async (world, tenant) => ({ params: await apiKey(world, tenant) }),
  getApiKeyUsage: async (world, tenant) => ({ params: await apiKey(world, tenant) }),
  async updateApiKey(world, tenant) {
    const params = await apiKey(world, tenant);
    return {
      params,
      body: { name: 'renamed', note: null },
      versionAt: `/api/v1/projects/${params.projectId}/api-keys/${params.keyId}`,
      audited: { kind: 'api-key', id: params.keyId },
    };
  },
  async revokeApiKey(world, tenant) {
    const params = await apiKey(world, tenant);
    return { params, audited: { kind: 'api-key', id: params.keyId } };
  },

  mintPat: async () => ({ params: {}, body: credentialBody(), audited: { kind: 'pat', id: itsId } }),
  getPatAllowance: async () => ({ params: {} }),
  listPats: async () => ({ params: {} }),
  getPat: async (world, tenant) => ({ params: await pat(world, tenant) }),
  getPatAccess: async (world, tenant) => ({ params: await pat(world, tenant) }),
  getPatUsage: async (world, tenant) => ({ params: await pat(world, tenant) }),
  async updatePat(world, tenant) {
    const params = await pat(world, tenant);
    return {
      params,
      body: { name: 'renamed', note: null },
      versionAt: `/api/v1/users/me/pats/${params.patId}`,
      audited: { kind: 'pat', id: params.patId },
    };
  },
  async revokePat(world, tenant) {
    const params = await pat(world, tenant);
    return { params, audited: { kind: 'pat', id: params.patId } };
  },
  async rotateApiKey(world, tenant) {
    const params = await apiKey(world, tenant);
    return { params, body: { gracePeriodSeconds: 60 }, audited: { kind: 'api-key', id: params.keyId } };
  },
  async rotatePat(world, tenant) {
    const params = await pat(world, tenant);
    return { params, body: {}, audited: { kind: 'pat', id: params.patId } };
  },

  mintToken: async (_world, { projectId }) => ({
    params: {},
    body: { name: 'CI', scopes: ['keys.read'], project_ids: [projectId], expires_at: '2099-12-31T00:00:00Z' },
    audited: { kind: 'pat', id: itsId },
  }),
  listTokens: async () => ({ params: {} }),
  getCurrentToken: async () => ({ params: {} }),
  getToken: async (world, tenant) => ({ params: await token(world, tenant) }),
  async updateToken(world, tenant) {
    const params = await token(world, tenant);
    return { params, body: { action: 'rotate' }, audited: { kind: 'pat', id: params.tokenId } };
  },
  async deleteToken(world, tenant) {
    const params = await token(world, tenant);
    return { params, audited: { kind: 'pat', id: params.tokenId } };
  },

  listCredentials: async () => ({ params: {} }),
  getCredential: async (world, tenant) => ({ params: await anyCredential(world, tenant) }),
  getCredentialUsage: async (world, tenant) => ({ params: await anyCredential(world, tenant) }),
  getFigures: async () => ({ params: {} }),
  async revokeCredential(world, tenant) {
    const params = await anyCredential(world, tenant);
    return { params, body: { reason: 'found in a log' }, audited: { kind: 'pat', id: params.credentialId } };
  },
  async revokeUserCredentials(world, tenant) {
    const person = await member(world, tenant);
    await world.app.pat(person, ['keys.read']);
    return {
      params: { userId: person.userId },
      body: { reason: 'left the company' },
      audited: { kind: 'user', id: person.userId },
    };
  },
  listUsers: async () => ({ params: {} }),
  listBlockedAddresses: async () => ({ params: {} }),
  async removeBlockedAddress(world) {
    const blockId = await block(world);
    return { params: { blockId }, audited: { kind: 'blocked-address', id: blockId } };
  },

  listThrottles: async (_world, { projectId }) => ({ params: { projectId } }),
  listProjectAuditEvents: async (_world, { projectId }) => ({ params: { projectId } }),
  getProjectAuditExport: async (_world, { projectId }) => ({ params: { projectId } }),
  listOrganizationAuditEvents: async (_world, { slug }) => ({ params: { organization: slug } }),
  getOrganizationAuditExport: async (_world, { slug }) => ({ params: { organization: slug } }),
  listMyAuditEvents: async () => ({ params: {} }),
  getMyAuditExport: async () => ({ params: {} }),
  listAuditEvents: async () => ({ params: {} }),
  getAuditExport: async () => ({ params: {} }),
  getAuditVerification: async () => ({ params: {} }),

  async checkToken(world, tenant) {
    const { secret } = await world.app.apiKey(tenant.projectId, ['keys.read'], {}, tenant.owner);
    return { params: {}, body: { token: secret } };
  },

  listNotices: async () => ({ params: {} }),
  async setNoticeRead(world, tenant) {
    const noticeId = await notice(world, tenant);
    return { params: { noticeId }, audited: { kind: 'notice', id: noticeId } };
  },

  async createWebhook({ app }) {
    await roomForWebhook(app);
    const body = {
      url: 'https://receiver.example.com/hook',
      description: 'chat',
      kinds: ['credential-revoked' as const],
    };
    return { params: {}, body, audited: { kind: 'webhook', id: itsId } };
  },
  listWebhooks: async () => ({ params: {} }),
  getWebhook: async (world) => ({ params: await webhook(world) }),
  async updateWebhook(world) {
    const params = await webhook(world);
    return {
      params,
      body: { description: 'renamed', enabled: false },
      versionAt: `/api/v1/admin/webhooks/${params.webhookId}`,
      audited: { kind: 'webhook', id: params.webhookId },
    };
  },
  async deleteWebhook(world) {
    const params = await webhook(world);
    return { params, audited: { kind: 'webhook', id: params.webhookId } };
  },
  async rotateWebhookSecret(world) {
    const params = await webhook(world);
    return { params, audited: { kind: 'webhook', id: params.webhookId } };
  },
  listDeliveries: async (world) => ({ params: await webhook(world) }),
  createDelivery: async (world) => ({ params: await delivery(world), audited: { kind: 'delivery', id: itsId } }),
  createTestDelivery: async (world) => ({ params: await webhook(world), audited: { kind: 'delivery', id: itsId } }),
};
