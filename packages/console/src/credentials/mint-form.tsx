import type { ReplyOf, RequestOf } from '@keywright/client';
import {
  Alert,
  Button,
  Collapse,
  Group,
  Radio,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { QueryKey } from '@tanstack/react-query';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNow } from '../browser/now.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { placeFaults } from '../ui/form-faults.ts';
import { ChevronRight } from '../ui/icons.ts';
import type { MintedCredential } from './credential.ts';
import { type Expiry, ExpiryField, firstExpiry, toExpiresAt } from './expiry-field.tsx';
import { longestName, longestNote, networkWords } from './field-words.ts';
import { ScopePicker } from './scope-picker.tsx';

export type MintBody = RequestOf<'mintPat'>['body'];

export interface MintFormProps {
  /** What is minted: `token`. */
  readonly noun: string;
  readonly platform: ReplyOf<'getPlatform'>;
  readonly scopes: ReplyOf<'listScopes'>;
  /** What the person may grant. */
  readonly grantable: readonly string[];
  readonly grants: 'scopes' | 'levels';
  /** Further fields, such as the projects of a token. */
  readonly projects?: (field: { value: string[]; onChange: (ids: string[]) => void; error: ReactNode }) => ReactNode;
  readonly mint: (body: MintBody) => Promise<MintedCredential>;
  readonly invalidates: readonly QueryKey[];
  readonly onMinted: (minted: MintedCredential) => void;
  readonly cancel: ReactNode;
}

interface Values {
  readonly name: string;
  readonly note: string;
  readonly expiry: Expiry;
  readonly level: string;
  readonly scopes: string[];
  readonly projectIds: string[];
  readonly allowedNetworks: string[];
}

const inputs = ['name', 'note', 'expiresAt', 'level', 'scopes', 'projectIds', 'allowedNetworks'];

/** Everything that a new credential is given. The token itself is handed to `onMinted`, and kept nowhere here. */
export function MintForm(props: MintFormProps) {
  const { noun, platform, scopes, grantable, grants, projects, cancel } = props;
  const [more, toggleMore] = useDisclosure(false);
  const nowMs = useNow();
  const form = useForm<Values>({
    initialValues: {
      name: '',
      note: '',
      expiry: firstExpiry(platform),
      level: platform.pat?.defaultLevel ?? platform.levels[0]?.level ?? '',
      scopes: [],
      projectIds: [],
      allowedNetworks: [],
    },
    validate: {
      name: (name) => (name.trim() === '' ? 'Give it a name.' : null),
      expiry: (expiry) => (toExpiresAt(expiry, nowMs) === undefined ? 'Choose a day.' : null),
      scopes: (chosen) => (grants === 'scopes' && chosen.length === 0 ? 'Choose at least one.' : null),
    },
  });
  const mint = useMutation({
    mutationFn: (values: Values) => {
      const { name, note, expiry, level, projectIds, allowedNetworks } = values;
      return props.mint({
        name: name.trim(),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        expiresAt: toExpiresAt(expiry, nowMs) ?? null,
        ...(grants === 'levels' ? { level } : { scopes: values.scopes }),
        ...(projectIds.length === 0 ? {} : { projectIds }),
        ...(allowedNetworks.length === 0 ? {} : { allowedNetworks }),
      });
    },
    meta: { invalidates: props.invalidates },
    onSuccess: props.onMinted,
    onError: (error) => {
      const { expiresAt, ...fields } = placeFaults(error, inputs).fields;
      form.setErrors({ ...fields, ...(expiresAt === undefined ? {} : { expiry: expiresAt }) });
      if ('allowedNetworks' in fields) toggleMore.open();
    },
  });
  const { rest } = placeFaults(mint.error, inputs);
  const errorOf = (field: string) => (form.errors[field] == null ? undefined : String(form.errors[field]));
  return (
    <form noValidate onSubmit={form.onSubmit((values) => mint.mutate(values))}>
      <Stack gap="lg" maw={680}>
        <TextInput
          label="Name"
          placeholder="Where it will be used, such as “release pipeline”"
          maxLength={longestName}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Note"
          placeholder="Optional"
          autosize
          minRows={1}
          maxRows={5}
          maxLength={longestNote}
          {...form.getInputProps('note')}
        />
        <ExpiryField
          platform={platform}
          value={form.values.expiry}
          onChange={(expiry) => form.setFieldValue('expiry', expiry)}
          error={errorOf('expiry')}
        />
        {grants === 'levels' ? (
          <Radio.Group label="Level" {...form.getInputProps('level')}>
            <Stack gap="xs" mt="xs">
              {platform.levels.map(({ level, description }) => (
                <Radio key={level} value={level} label={level} description={description} />
              ))}
            </Stack>
          </Radio.Group>
        ) : (
          <ScopePicker
            catalogue={scopes.scopes}
            grantable={grantable}
            value={form.values.scopes}
            onChange={(chosen) => form.setFieldValue('scopes', chosen)}
            error={errorOf('scopes')}
          />
        )}
        <div>
          <UnstyledButton onClick={toggleMore.toggle} aria-expanded={more} fz="sm" fw={550}>
            <Group gap={4}>
              <ChevronRight size={16} style={{ rotate: more ? '90deg' : '0deg' }} /> Narrow it further
            </Group>
          </UnstyledButton>
          <Collapse expanded={more}>
            <Stack gap="md" pt="md">
              {projects?.({
                value: form.values.projectIds,
                onChange: (ids) => form.setFieldValue('projectIds', ids),
                error: form.errors.projectIds,
              })}
              <TagsInput
                label="Allowed networks"
                description={networkWords}
                placeholder="203.0.113.0/24"
                {...form.getInputProps('allowedNetworks')}
              />
            </Stack>
          </Collapse>
        </div>
        {rest != null && <ErrorState error={rest} />}
        {Object.keys(form.errors).length > 1 && (
          <Alert color="red" variant="outline" role="alert">
            Some fields need another look.
          </Alert>
        )}
        <Group gap="xs">
          <Button type="submit" loading={mint.isPending}>
            Make {noun}
          </Button>
          {cancel}
        </Group>
      </Stack>
    </form>
  );
}
