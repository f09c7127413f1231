import type { ReplyOf } from '@keywright/client';
import type { Command } from 'commander';
import { holdSignals } from '../../credentials/hold-signals.ts';
import { findOrganization } from '../../finding/find-organization.ts';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';
import { addOrganizationOption, type OrganizationOption } from '../../options/organization-option.ts';

interface Options extends OrganizationOption {
  readonly role: string;
  readonly name?: string;
}

export function addAdd(members: Command, run: Invocation): void {
  const add = addOrganizationOption(members.command('add'))
    .description('Add a person; the one-time link of a new one goes to standard output, alone')
    .argument('<e-mail>')
    .requiredOption('--role <role>', 'their role, as `keywright scopes list` shows them')
    .option('--name <name>', 'what to call somebody who is new here')
    .action(async (email: string, { organization, role, name }: Options) => {
      const client = run.connect();
      const params = { organization: await findOrganization(client, organization) };
      const body = { email, role, ...(name === undefined ? {} : { name }) };
      await holdSignals(run, async () => show(run, params.organization, await client.addMember({ params, body })));
    });
  addExamples(add, 'keywright members add ada@example.com --role MEMBER --organization acme');
}

async function show(run: Invocation, organization: string, added: ReplyOf<'addMember'>): Promise<void> {
  const { member, invitation } = added;
  run.output.say(`Added ${member.email} to ${organization} as ${member.role}.`);
  if (invitation === null) return run.output.reply(added, () => '');
  run.output.say(`With this link they set a password, once, until ${invitation.expiresAt}. Hand it to nobody else.`);
  await run.output.secret(invitation.url, added);
}
