import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { client } from '../../app/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { placeFaults } from '../../ui/form-faults.ts';
import type { Organization, Project } from './queries.ts';
import { longestSlug, toSlug } from './slug.ts';

interface ProjectDialogProps {
  readonly organization: Organization;
  /** Absent: a new one is made. */
  readonly project?: Project;
  readonly onClose: () => void;
}

/** Names a project, a new one or one that there is. */
export function ProjectDialog({ organization, project, onClose }: ProjectDialogProps) {
  const form = useForm({
    initialValues: { name: project?.name ?? '', slug: project?.slug ?? '' },
    validate: {
      name: (name) => (name.trim() === '' ? 'Give it a name.' : null),
      slug: (slug) =>
        /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(slug) ? null : 'Lower-case letters, digits and inner hyphens.',
    },
  });
  const save = useMutation({
    mutationFn: async ({ name, slug }: typeof form.values) => {
      const body = { name: name.trim(), slug };
      if (project === undefined) return client.createProject({ params: { organization: organization.id }, body });
      const params = { projectId: project.id };
      // Read again first: the listing may be older than somebody’s change, which this would then undo.
      const { etag } = await client.getProject({ params });
      return client.updateProject({ params, body, ifMatch: etag });
    },
    meta: { invalidates: [['projects']] },
    onSuccess: ({ name }) => {
      notifications.show({ color: 'green', message: `“${name}” was ${project === undefined ? 'made' : 'saved'}.` });
      onClose();
    },
    onError: (error) => form.setErrors({ ...placeFaults(error, Object.keys(form.values)).fields }),
  });
  const { rest } = placeFaults(save.error, Object.keys(form.values));
  const named = (name: string) => {
    // The slug goes along with the name until somebody gives another.
    const follows = project === undefined && form.values.slug === toSlug(form.values.name);
    form.setValues({ name, ...(follows ? { slug: toSlug(name) } : {}) });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <Text fw={620}>
          {project === undefined ? `New project in ${organization.name}` : `Rename “${project.name}”`}
        </Text>
      }
    >
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack gap="md">
          <TextInput
            label="Name"
            maxLength={128}
            data-autofocus
            {...form.getInputProps('name')}
            onChange={({ currentTarget }) => named(currentTarget.value)}
          />
          <TextInput
            label="Slug"
            description={
              project === undefined
                ? 'Names it beside its id. Lower-case letters, digits and hyphens.'
                : 'Whatever names the project by its slug must be given the new one. Its id stays.'
            }
            maxLength={longestSlug}
            {...form.getInputProps('slug')}
          />
          {rest != null && <ErrorState error={rest} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {project === undefined ? 'Make project' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
