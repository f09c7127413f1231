import type { Action } from './actions-menu.tsx';
import type { Credential } from './credential.ts';
import { EditDialog } from './edit-dialog.tsx';
import { EndDialog } from './end-dialog.tsx';
import type { Family } from './family.ts';
import { RotateDialog } from './rotate-dialog.tsx';

/** What somebody is about to do, and with which credential. */
export interface Intent {
  readonly action: Action;
  readonly credential: Credential;
}

export interface CredentialDialogsProps {
  readonly family: Family;
  readonly intent: Intent | undefined;
  readonly onClose: () => void;
  /** Hears of a credential that has left the listing. */
  readonly onDeleted?: () => void;
}

/** The dialog for an action on a credential. */
export function CredentialDialogs({ family, intent, onClose, onDeleted }: CredentialDialogsProps) {
  if (intent === undefined) return null;
  const { action, credential } = intent;
  const shared = { family, credential, onClose };
  if (action === 'edit') return <EditDialog {...shared} />;
  if (action === 'rotate') return <RotateDialog {...shared} />;
  const left = action === 'delete' && onDeleted !== undefined ? { onDone: onDeleted } : {};
  return <EndDialog {...shared} action={action} {...left} />;
}
