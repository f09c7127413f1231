import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../../app/client.ts';
import { projectQuery } from '../../../app/queries.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { placeFaults } from '../../../ui/form-faults.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';

const route = getRouteApi('/shell/projects/$projectId/settings');

/** What a project is called, and its end. */
export function SettingsTab() {
  const { projectId } = route.useParams();
  return (
    <Stack gap="lg" maw={640}>
      <Rename key={projectId} projectId={projectId} />
      <Paper withBorder radius="lg" p="lg">
        <Title order={2}>Id</Title>
        <Text c="dimmed" mb="sm">
          Programs name the project by it. It never changes.
        </Text>
        <CopyField value={projectId} what="id" quiet />
      </Paper>
      <Archive projectId={projectId} />
    </Stack>
  );
}

interface PartProps {
  readonly projectId: string;
}

function Rename({ projectId }: PartProps) {
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const form = useForm({
    initialValues: { name: project.name, slug: project.slug },
    validate: {
      name: (name) => (name.trim() === '' ? 'Give it a name.' : null),
      slug: (slug) =>
        /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(slug) ? null : 'Lower-case letters, digits and inner hyphens.',
    },
  });
  const save = useMutation({
    mutationFn: ({ name, slug }: typeof form.values) =>
      client.updateProject({ params: { projectId }, body: { name: name.trim(), slug }, ifMatch: project.etag }),
    meta: { invalidates: [['projects']] },
    onSuccess: ({ name }) => notifications.show({ color: 'green', message: `The project is called “${name}”.` }),
    onError: (error) => form.setErrors({ ...placeFaults(error, ['name', 'slug']).fields }),
  });
  const { rest } = placeFaults(save.error, ['name', 'slug']);
  const isChanged = form.values.name !== project.name || form.values.slug !== project.slug;
  return (
    <Paper withBorder radius="lg" p="lg">
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack gap="md">
          <Title order={2}>Name</Title>
          <TextInput label="Name" maxLength={128} autoComplete="off" {...form.getInputProps('name')} />
          <TextInput
            label="Slug"
            description="Lower-case letters, digits and inner hyphens. Unique in the organization."
            maxLength={64}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            {...form.getInputProps('slug')}
          />
          {rest != null && <ErrorState error={rest} />}
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!isChanged}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function Archive({ projectId }: PartProps) {
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const [asking, setAsking] = useState(false);
  const archive = useMutation({
    mutationFn: () => client.archiveProject({ params: { projectId } }),
    meta: { invalidates: [['projects'], ['api-keys', projectId]] },
    onSuccess: () => {
      notifications.show({ color: 'green', message: `“${project.name}” is archived.` });
      setAsking(false);
    },
  });
  return (
    <Paper withBorder radius="lg" p="lg">
      <Group justify="space-between" gap="md">
        <div style={{ flex: '1 1 16rem' }}>
          <Title order={2}>Archive</Title>
          <Text c="dimmed" component="div">
            {project.archivedAt === null ? (
              'Its API keys are refused from the next request on. It stays readable.'
            ) : (
              <>
                Archived <RelativeTime instant={project.archivedAt} />.
              </>
            )}
          </Text>
        </div>
        {project.archivedAt === null && (
          <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
            Archive project
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={asking}
        title={`Archive “${project.name}”?`}
        confirm="Archive project"
        pending={archive.isPending}
        error={archive.error}
        onConfirm={() => archive.mutate()}
        onClose={() => setAsking(false)}
      >
        From the next request on, every API key of it is refused, and programs that use them stop working. It leaves the
        navigation; what was in it can still be read. This cannot be undone here.
      </ConfirmDialog>
    </Paper>
  );
}
