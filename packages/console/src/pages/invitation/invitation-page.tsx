import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { placeFaults } from '../../ui/form-faults.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { LinkButton } from '../../ui/links.tsx';

const shortestPassword = 12;
const longestPassword = 128;

/** Takes the token out of the address: no browser sends a fragment, and none keeps this one. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(history.state, '', location.pathname);
  return token;
}

// Before anything is shown, and once: a component may be made twice.
const token = takeToken();

/** Sets the password of somebody who was invited. */
export function InvitationPage() {
  const [email, setEmail] = useState<string>();
  if (email !== undefined) {
    return (
      <FrontPage title="You are in" description={`Sign in as ${email} from now on.`}>
        <LinkButton to="/sign-in" fullWidth>
          Sign in
        </LinkButton>
      </FrontPage>
    );
  }
  if (token === '') {
    return (
      <FrontPage title="This link is incomplete">
        <Alert color="orange" variant="outline">
          Copy the link whole, or ask whoever invited you for a new one.
        </Alert>
      </FrontPage>
    );
  }
  return <PasswordForm onAccepted={setEmail} />;
}

function PasswordForm({ onAccepted }: { readonly onAccepted: (email: string) => void }) {
  const form = useForm({
    initialValues: { name: '', password: '', repeat: '' },
    validate: {
      password: (password) => (password.length < shortestPassword ? `At least ${shortestPassword} characters.` : null),
      repeat: (repeat, { password }) => (repeat === password ? null : 'The two passwords differ.'),
    },
  });
  const accept = useMutation({
    mutationFn: ({ name, password }: typeof form.values) =>
      client.acceptInvitation({ body: { token, password, ...(name.trim() === '' ? {} : { name: name.trim() }) } }),
    onSuccess: ({ email }) => onAccepted(email),
    onError: (error) => form.setErrors({ ...placeFaults(error, ['name', 'password']).fields }),
  });
  const { rest } = placeFaults(accept.error, ['name', 'password']);
  return (
    <FrontPage title="Set your password" description="You were invited to Keywright. This link works once.">
      <form noValidate onSubmit={form.onSubmit((values) => accept.mutate(values))}>
        <Stack gap="md">
          <TextInput label="Your name" description="Optional" autoComplete="name" {...form.getInputProps('name')} />
          <PasswordInput
            label="Password"
            description={`${shortestPassword} to ${longestPassword} characters.`}
            autoComplete="new-password"
            maxLength={longestPassword}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label="The same again"
            autoComplete="new-password"
            maxLength={longestPassword}
            visibilityToggleButtonProps={{ 'aria-label': 'Show the repeated password' }}
            {...form.getInputProps('repeat')}
          />
          {rest != null && <ErrorState error={rest} />}
          <Button type="submit" loading={accept.isPending} fullWidth>
            Set password
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}
