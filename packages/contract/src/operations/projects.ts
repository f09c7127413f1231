import Type from 'typebox';
import { Id, Name, None, Strict } from '../schemas/fields.ts';
import { ProjectReply, Slug } from '../schemas/organization.ts';
import { defineOperation } from './operation.ts';

const tag = 'Projects';
const everyKind = ['session', 'pat', 'api-key'] as const;
const project = Strict({ projectId: Id });

export const getProject = defineOperation({
  id: 'getProject',
  method: 'GET',
  path: '/api/v1/projects/{projectId}',
  tag,
  summary: 'One project',
  needs: 'projects.read',
  accepts: everyKind,
  params: project,
  query: None,
  body: null,
  reply: { status: 200, schema: ProjectReply },
  errors: [],
  etag: 'sent',
});

export const updateProject = defineOperation({
  id: 'updateProject',
  method: 'PATCH',
  path: '/api/v1/projects/{projectId}',
  tag,
  summary: 'Rename a project',
  needs: 'projects.write',
  accepts: everyKind,
  params: project,
  query: None,
  body: Strict({ name: Type.Optional(Name), slug: Type.Optional(Slug) }),
  reply: { status: 200, schema: ProjectReply },
  errors: ['CONFLICT'],
  audit: 'project.update',
  etag: 'required',
});

export const archiveProject = defineOperation({
  id: 'archiveProject',
  method: 'POST',
  path: '/api/v1/projects/{projectId}/archive',
  tag,
  summary: 'Archive a project; its API keys are refused from the next request on',
  description: 'Idempotent. The project stays readable, its API keys stay listed.',
  needs: 'projects.write',
  accepts: everyKind,
  params: project,
  query: None,
  body: null,
  reply: { status: 200, schema: ProjectReply },
  errors: [],
  audit: 'project.archive',
});
