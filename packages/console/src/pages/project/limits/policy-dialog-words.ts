import type { Policy } from '../../../rate-limits/rule.ts';
import type { PolicyAction } from './policy-columns.tsx';

interface Words {
  readonly title: string;
  /** What it does to whom. */
  readonly meaning: string;
  readonly confirm: string;
  readonly done: string;
}

type Named = Pick<Policy, 'name' | 'enabled' | 'is_default' | 'live_tokens'>;

/** Whom a policy limits while it is enabled. */
function limited({ is_default: isDefault, live_tokens: live }: Named): string {
  const tokens = live === 0 ? undefined : `${live} live token${live === 1 ? '' : 's'} that it is given to`;
  if (!isDefault) return tokens === undefined ? 'nobody yet' : `the ${tokens}`;
  return tokens === undefined ? 'every token at this project' : `every token at this project, and the ${tokens}`;
}

/** What a dialog says before something is done with a policy. */
export function policyDialogWords(action: PolicyAction, policy: Named): Words {
  const { name, enabled } = policy;
  if (action === 'enable') {
    return {
      title: `Enable “${name}”?`,
      meaning: `From the next request on it limits ${limited(policy)}.`,
      confirm: 'Enable policy',
      done: `“${name}” is enabled.`,
    };
  }
  if (action === 'disable') {
    return {
      title: `Disable “${name}”?`,
      meaning: `From the next request on it no longer limits anybody. Now it limits ${limited(policy)}. It can be enabled again.`,
      confirm: 'Disable policy',
      done: `“${name}” is disabled.`,
    };
  }
  if (action === 'set-default') {
    const meaning =
      'It applies to every request of the project’s API keys, and to what personal tokens do here, from the next request ' +
      'on. Another default gives way to it.';
    return {
      title: `Make “${name}” the default?`,
      meaning: enabled ? meaning : `${meaning} It is disabled, and limits nobody until it is enabled.`,
      confirm: 'Make default',
      done: `“${name}” is the default.`,
    };
  }
  if (action === 'unset-default') {
    return {
      title: `Leave the project without a default?`,
      meaning: `From the next request on “${name}” limits only tokens that it is given to. Every other token calls without a limit.`,
      confirm: 'No default',
      done: 'The project has no default policy.',
    };
  }
  return {
    title: `Delete “${name}”?`,
    meaning: 'Nothing live depends on it. Tokens that have ended and had it have none. This cannot be undone.',
    confirm: 'Delete policy',
    done: `“${name}” was deleted.`,
  };
}
