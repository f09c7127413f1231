import { KeywrightError } from '@keywright/client';
import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { platformQuery } from '../../app/queries.ts';
import { safeNext } from '../../app/safe-next.ts';
import { signIn } from '../../app/session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { CircleAlert } from '../../ui/icons.ts';

const route = getRouteApi('/sign-in');

/** Signs a person in, and leads back to the page that asked for it. */
export function SignInPage() {
  const { next } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: platform } = useQuery(platformQuery);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (email.includes('@') ? null : 'Your e-mail address, please.'),
      password: (password) => (password === '' ? 'Your password, please.' : null),
    },
  });
  const enter = useMutation({
    mutationFn: (values: typeof form.values) => signIn(queryClient, values),
    onSuccess: () => router.history.replace(safeNext(next, location.origin)),
    onError: () => form.setFieldValue('password', ''),
  });
  return (
    <FrontPage title="Sign in to Keywright" description={platform && `Tokens and API keys of ${platform.title}`}>
      <form noValidate onSubmit={form.onSubmit((values) => enter.mutate(values))}>
        <Stack gap="md">
          <SignInFault error={enter.error} />
          <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={enter.isPending} fullWidth>
            Sign in
          </Button>
          <Text size="xs" c="dimmed" ta="center">
            New here? You get in by the link of an invitation. On a new installation, the first password was printed
            where the service was started.
          </Text>
        </Stack>
      </form>
    </FrontPage>
  );
}

function SignInFault({ error }: { readonly error: unknown }) {
  if (error === null) return null;
  const isRefusal = error instanceof KeywrightError && error.status >= 400 && error.status < 500;
  if (!isRefusal) return <ErrorState error={error} />;
  return (
    <Alert color="red" variant="outline" icon={<CircleAlert />} role="alert">
      {error.message}
    </Alert>
  );
}
