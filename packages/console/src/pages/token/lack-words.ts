interface Role {
  readonly role: string;
  readonly scopes: readonly string[];
}

const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** Why a token lacks a scope in an organization, and what would help. */
export function whyLacking(scope: string, role: string | null, roles: readonly Role[]): string {
  const holders = roles.filter(({ scopes }) => scopes.includes(scope)).map((each) => each.role);
  const help = holders.length === 0 ? 'No role holds it.' : `It would take the role ${list.format(holders)}.`;
  return `Your role here${role === null ? '' : `, ${role},`} does not hold it. ${help}`;
}
