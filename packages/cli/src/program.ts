import { Command } from 'commander';
import { addAudit } from './commands/audit/index.ts';
import { addCheck } from './commands/check.ts';
import { addCompletion } from './commands/completion.ts';
import { addKeys } from './commands/keys/index.ts';
import { addLogin } from './commands/login.ts';
import { addLogout } from './commands/logout.ts';
import { addMembers } from './commands/members/index.ts';
import { addOrganizations } from './commands/organizations/index.ts';
import { addPolicies } from './commands/policies/index.ts';
import { addProjects } from './commands/projects/index.ts';
import { addScopes } from './commands/scopes/index.ts';
import { addTokens } from './commands/tokens/index.ts';
import { addWhoami } from './commands/whoami.ts';
import type { Invocation } from './invocation.ts';
import { exitCodeMeanings } from './output/exit-codes.ts';
import { readVersion } from './version.ts';

const environmentHelp = `
Environment:
  KEYWRIGHT_URL         the service, instead of the stored one
  KEYWRIGHT_TOKEN       a token, instead of the stored one
  KEYWRIGHT_API_KEY     an API key whose format does not say that it is one
  KEYWRIGHT_ALLOW_HTTP  1: send tokens over plain http to other machines as well
  NO_COLOR              no colours

Exit codes:
${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`).join('\n')}
`;

/** The whole command line. A usage fault is thrown as a CommanderError, for the caller to tell. */
export function createProgram(run: Invocation): Command {
  const program = new Command('keywright')
    .description('Keywright from a terminal: tokens, API keys, policies, members, the audit log.')
    .version(readVersion(), '--version', 'print the version')
    .option('--json', 'the reply of the API as JSON; errors as JSON too')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', environmentHelp);
  program.hook('preAction', () => {
    run.output.json = program.opts().json === true;
  });
  for (const add of [addLogin, addLogout, addWhoami, addTokens, addKeys, addProjects, addOrganizations])
    add(program, run);
  for (const add of [addMembers, addPolicies, addAudit, addScopes, addCheck, addCompletion]) add(program, run);
  return program;
}
