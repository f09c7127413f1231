import type { Command } from 'commander';
import type { Invocation } from '../../invocation.ts';
import { addExamples } from '../../options/examples.ts';

export function addList(scopes: Command, run: Invocation): void {
  const list = scopes
    .command('list')
    .description('The scopes of the platform, and which of them your tokens may be given')
    .action(async () => {
      const reply = await run.connect().listScopes();
      if (run.output.json) return run.output.reply(reply, () => '');
      const grantable = new Set(reply.grantable.pat);
      await run.output.table({ data: reply.scopes }, [
        { heading: 'scope', cell: ({ scope }) => scope },
        { heading: 'yours to grant', cell: ({ scope }) => (grantable.has(scope) ? 'yes' : null) },
        { heading: 'lets its holder', cell: ({ description }) => description },
      ]);
      run.output.say(`Roles: ${reply.roles.map(({ role }) => role).join(', ')}`);
      if (reply.levels.length > 0) run.output.say(`Levels: ${reply.levels.map(({ level }) => level).join(', ')}`);
    });
  addExamples(list, 'keywright scopes list', "keywright scopes list --json | jq '.grantable.pat'");
}
