import { addMember } from './add-member.ts';
import { createOrganization } from './create-organization.ts';
import { deleteOrganization } from './delete-organization.ts';
import { getMember } from './get-member.ts';
import { getOrganization } from './get-organization.ts';
import { listMembers } from './list-members.ts';
import { listOrganizations } from './list-organizations.ts';
import { removeMember } from './remove-member.ts';
import { setMemberRole } from './set-member-role.ts';
import { updateOrganization } from './update-organization.ts';

export const routes = {
  listOrganizations,
  createOrganization,
  getOrganization,
  updateOrganization,
  deleteOrganization,
  listMembers,
  getMember,
  addMember,
  setMemberRole,
  removeMember,
};
