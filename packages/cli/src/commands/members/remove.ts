import type { Command } from 'commander';
import { findMember } from '../../finding/find-member.ts';
import { findOrganization } from '../../finding/find-organization.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addOrganizationOption, type OrganizationOption } from '../../options/organization-option.ts';
import { type ConfirmOptions, confirm } from '../../prompts/confirm.ts';

export function addRemove(members: Command, run: Invocation): void {
  const remove = addOrganizationOption(members.command('remove'))
    .description('Remove a member; their rights here end with the next request')
    .argument('<member>', 'their e-mail address or user id')
    .option('-y, --yes', 'do not ask')
    .action(async (reference: string, options: OrganizationOption & ConfirmOptions) => {
      const client = run.connect();
      const organization = await findOrganization(client, options.organization);
      const { userId, email, role } = await findMember(client, organization, reference);
      const consequence = `Remove ${email} (${role}) from ${organization}? Their rights there end, and those of their tokens.`;
      await confirm(run, consequence, options);
      await client.removeMember({ params: { organization, userId } });
      run.output.say(`Removed ${email} from ${organization}.`);
    });
  addExamples(remove, 'keywright members remove ada@example.com --organization acme');
}
