import Type from 'typebox';
import { Email, Id, Name, None, Nullable, Page, PageQuery, Strict } from '../schemas/fields.ts';
import { MemberReply, OrganizationRef, OrganizationReply, ProjectReply, Slug } from '../schemas/organization.ts';
import { InvitationReply } from '../schemas/people.ts';
import { defineOperation } from './operation.ts';

const everyKind = ['session', 'pat', 'api-key'] as const;
const organization = Strict({ organization: OrganizationRef });
const member = Strict({ organization: OrganizationRef, userId: Id });
const role = Type.String({
  minLength: 1,
  maxLength: 32,
  description: 'A role of the platform, as /scopes lists them.',
});

export const listOrganizations = defineOperation({
  id: 'listOrganizations',
  method: 'GET',
  path: '/api/v1/organizations',
  tag: 'Organizations',
  summary: 'The organizations that the caller belongs to',
  needs: 'signed-in',
  accepts: everyKind,
  params: None,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(OrganizationReply) },
  errors: [],
});

export const createOrganization = defineOperation({
  id: 'createOrganization',
  method: 'POST',
  path: '/api/v1/organizations',
  tag: 'Organizations',
  summary: 'Open an organization; whoever opens it holds its owner role',
  needs: 'instance-admin',
  accepts: ['session'],
  params: None,
  query: None,
  body: Strict({ slug: Slug, name: Name }),
  reply: { status: 201, schema: OrganizationReply },
  errors: ['CONFLICT'],
  audit: 'organization.create',
  etag: 'sent',
});

export const getOrganization = defineOperation({
  id: 'getOrganization',
  method: 'GET',
  path: '/api/v1/organizations/{organization}',
  tag: 'Organizations',
  summary: 'One organization',
  needs: 'org.read',
  accepts: everyKind,
  params: organization,
  query: None,
  body: null,
  reply: { status: 200, schema: OrganizationReply },
  errors: [],
  etag: 'sent',
});

export const updateOrganization = defineOperation({
  id: 'updateOrganization',
  method: 'PATCH',
  path: '/api/v1/organizations/{organization}',
  tag: 'Organizations',
  summary: 'Rename an organization',
  needs: 'org.write',
  accepts: everyKind,
  params: organization,
  query: None,
  body: Strict({ name: Type.Optional(Name), slug: Type.Optional(Slug) }),
  reply: { status: 200, schema: OrganizationReply },
  errors: ['CONFLICT'],
  audit: 'organization.update',
  etag: 'required',
});

export const deleteOrganization = defineOperation({
  id: 'deleteOrganization',
  method: 'DELETE',
  path: '/api/v1/organizations/{organization}',
  tag: 'Organizations',
  summary: 'Close an organization whose projects are all archived',
  needs: 'instance-admin',
  accepts: ['session'],
  params: organization,
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['CONFLICT', 'NOT_FOUND'],
  audit: 'organization.delete',
});

export const listMembers = defineOperation({
  id: 'listMembers',
  method: 'GET',
  path: '/api/v1/organizations/{organization}/members',
  tag: 'Members',
  summary: 'The members of an organization and their roles',
  needs: 'members.read',
  accepts: everyKind,
  params: organization,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(MemberReply) },
  errors: [],
});

export const getMember = defineOperation({
  id: 'getMember',
  method: 'GET',
  path: '/api/v1/organizations/{organization}/members/{userId}',
  tag: 'Members',
  summary: 'One member',
  needs: 'members.read',
  accepts: everyKind,
  params: member,
  query: None,
  body: null,
  reply: { status: 200, schema: MemberReply },
  errors: ['NOT_FOUND'],
  etag: 'sent',
});

export const addMember = defineOperation({
  id: 'addMember',
  method: 'POST',
  path: '/api/v1/organizations/{organization}/members',
  tag: 'Members',
  summary: 'Add a person; one who is new here gets a one-time link to set a password',
  needs: 'members.write',
  accepts: everyKind,
  params: organization,
  query: None,
  body: Strict({ email: Email, name: Type.Optional(Name), role }),
  reply: {
    status: 201,
    schema: Type.Object({ member: MemberReply, invitation: Nullable(InvitationReply) }),
  },
  errors: ['CONFLICT', 'SCOPE_ESCALATION'],
  audit: 'member.add',
  secretReply: true,
});

export const setMemberRole = defineOperation({
  id: 'setMemberRole',
  method: 'PUT',
  path: '/api/v1/organizations/{organization}/members/{userId}/role',
  tag: 'Members',
  summary: 'Set a member’s role; it holds from the next request on',
  needs: 'members.write',
  accepts: everyKind,
  params: member,
  query: None,
  body: Strict({ role }),
  reply: { status: 200, schema: MemberReply },
  errors: ['NOT_FOUND', 'CONFLICT', 'SCOPE_ESCALATION'],
  audit: 'member.set',
  etag: 'required',
});

export const removeMember = defineOperation({
  id: 'removeMember',
  method: 'DELETE',
  path: '/api/v1/organizations/{organization}/members/{userId}',
  tag: 'Members',
  summary: 'Remove a member; their rights here end with the next request',
  needs: 'members.write',
  accepts: everyKind,
  params: member,
  query: None,
  body: null,
  reply: { status: 204, schema: null },
  errors: ['NOT_FOUND', 'CONFLICT', 'SCOPE_ESCALATION'],
  audit: 'member.remove',
});

export const listProjects = defineOperation({
  id: 'listProjects',
  method: 'GET',
  path: '/api/v1/organizations/{organization}/projects',
  tag: 'Projects',
  summary: 'The projects of an organization; an API key sees its own',
  needs: 'projects.read',
  accepts: everyKind,
  params: organization,
  query: PageQuery,
  body: null,
  reply: { status: 200, schema: Page(ProjectReply) },
  errors: [],
});

export const createProject = defineOperation({
  id: 'createProject',
  method: 'POST',
  path: '/api/v1/organizations/{organization}/projects',
  tag: 'Projects',
  summary: 'Create a project',
  needs: 'projects.write',
  accepts: everyKind,
  params: organization,
  query: None,
  body: Strict({ slug: Slug, name: Name }),
  reply: { status: 201, schema: ProjectReply },
  errors: ['CONFLICT'],
  audit: 'project.create',
  etag: 'sent',
});
