import type { Command } from 'commander';
import { findMember } from '../../finding/find-member.ts';
import { findOrganization } from '../../finding/find-organization.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addOrganizationOption, type OrganizationOption } from '../../options/organization-option.ts';
import { withoutEtag } from '../../output/without-etag.ts';

export function addSetRole(members: Command, run: Invocation): void {
  const setRole = addOrganizationOption(members.command('set-role'))
    .description('Set a member’s role; it holds from the next request on')
    .argument('<member>', 'their e-mail address or user id')
    .argument('<role>', 'a role, as `keywright scopes list` shows them')
    .action(async (reference: string, role: string, { organization: given }: OrganizationOption) => {
      const client = run.connect();
      const organization = await findOrganization(client, given);
      const { userId, etag } = await findMember(client, organization, reference);
      const member = await client.setMemberRole({ params: { organization, userId }, body: { role }, ifMatch: etag });
      run.output.say(`${member.email} is ${member.role} of ${organization}.`);
      await run.output.reply(withoutEtag(member), () => '');
    });
  addExamples(setRole, 'keywright members set-role ada@example.com ADMIN --organization acme');
}
