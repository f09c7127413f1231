import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { Project } from './queries.ts';

interface ArchiveProjectDialogProps {
  readonly project: Project;
  readonly onClose: () => void;
}

/** Asks before a project’s API keys end. */
export function ArchiveProjectDialog({ project, onClose }: ArchiveProjectDialogProps) {
  const archive = useMutation({
    mutationFn: () => client.archiveProject({ params: { projectId: project.id } }),
    meta: { invalidates: [['projects'], ['api-keys', project.id]] },
    onSuccess: () => {
      notifications.show({ color: 'green', message: `“${project.name}” is archived.` });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={`Archive “${project.name}”?`}
      confirm="Archive project"
      pending={archive.isPending}
      error={archive.error}
      onConfirm={() => archive.mutate()}
      onClose={onClose}
    >
      From the next request on all of its API keys are refused, and nothing can be made in it. It and its keys stay
      listed and readable. This cannot be undone.
    </ConfirmDialog>
  );
}
