import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { kindWords, type NoticeKind } from './webhook.ts';

export interface WebhookValues {
  readonly url: string;
  readonly description: string;
  readonly kinds: NoticeKind[];
}

/** The inputs of an endpoint, by the names that a refusal has for them. */
export const webhookInputs = ['url', 'description', 'kinds'];

/** What is wrong before it is sent. */
const webhookFaults = {
  url: (url: string) =>
    URL.canParse(url) && /^https?:/.test(url) ? null : 'Give an address such as https://example.com/hooks.',
};

/** The form of an endpoint, new or changed. */
export const useWebhookForm = (initialValues: WebhookValues) =>
  useForm<WebhookValues>({ initialValues, validate: webhookFaults });

/** Where an endpoint is, what it is for and what it is told of. */
export function WebhookFields({ form }: { readonly form: ReturnType<typeof useWebhookForm> }) {
  return (
    <Stack gap="md">
      <TextInput
        label="URL"
        description="Where events are posted. https, or http in a private network."
        placeholder="https://example.com/hooks"
        inputMode="url"
        maxLength={2000}
        required
        data-autofocus
        {...form.getInputProps('url')}
      />
      <TextInput
        label="Description"
        description="What it is for."
        maxLength={200}
        {...form.getInputProps('description')}
      />
      <Checkbox.Group
        label="Told of"
        description="None chosen: of everything, what later versions add included."
        {...form.getInputProps('kinds')}
      >
        <Stack gap={8} mt="xs">
          {Object.entries(kindWords).map(([kind, words]) => (
            <Checkbox key={kind} value={kind} label={words} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}
