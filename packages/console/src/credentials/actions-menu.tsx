import { ActionIcon, Menu } from '@mantine/core';
import { useNow } from '../browser/now.ts';
import { Ellipsis, Pencil, RefreshCw, ShieldOff, Trash } from '../ui/icons.ts';
import { type Credential, isLive, stateOf } from './credential.ts';
import type { Family } from './family.ts';

export type Action = 'edit' | 'rotate' | 'revoke' | 'delete';

export interface ActionsMenuProps {
  readonly family: Family;
  readonly credential: Credential;
  readonly onAction: (action: Action, credential: Credential) => void;
}

const iconSize = 15;

/** What can be done with a credential in its present state; nothing where it has ended and stays listed. */
export function ActionsMenu({ family, credential, onAction }: ActionsMenuProps) {
  const state = stateOf(credential, useNow());
  const act = (action: Action) => () => onAction(action, credential);
  const canDelete = family.remove !== undefined;
  if (state === 'revoked' && !canDelete) return null;
  return (
    <Menu position="bottom-end" shadow="md" width={176}>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${credential.name}`}>
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isLive(state) && (
          <Menu.Item leftSection={<Pencil size={iconSize} />} onClick={act('edit')}>
            Edit
          </Menu.Item>
        )}
        {state !== 'revoked' && (
          <Menu.Item leftSection={<RefreshCw size={iconSize} />} onClick={act('rotate')}>
            Rotate
          </Menu.Item>
        )}
        {state !== 'revoked' && (
          <Menu.Item
            color="var(--mantine-color-error)"
            leftSection={<ShieldOff size={iconSize} />}
            onClick={act('revoke')}
          >
            Revoke
          </Menu.Item>
        )}
        {canDelete && (
          <Menu.Item color="var(--mantine-color-error)" leftSection={<Trash size={iconSize} />} onClick={act('delete')}>
            Delete
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
