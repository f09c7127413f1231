import { KeywrightError } from '@keywright/client';
import { Alert, Button, Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { emptyRule, type PolicyBody, type PolicyDraft, refusedFaults, toBody } from '../../rate-limits/policy-draft.ts';
import { mostRules } from '../../rate-limits/rule.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Plus } from '../../ui/icons.ts';
import { RuleCard } from './rule-card.tsx';
import { usePolicyForm } from './use-policy-form.ts';

export interface PolicyFormProps {
  readonly initial: PolicyDraft;
  readonly submit: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSave: (body: PolicyBody) => void;
  /** Reads it again, where somebody has changed it meanwhile. */
  readonly onReload?: () => void;
  readonly cancel: ReactNode;
}

const longestName = 128;

/** The editor of a policy: each rule with what it says in words, and what callers would see of it. */
export function PolicyForm({ initial, submit, pending, error, onSave, onReload, cancel }: PolicyFormProps) {
  const form = usePolicyForm(initial);
  const added = useRef(0);
  const { setErrors } = form;
  useEffect(() => {
    const faults = refusedFaults(error);
    if (faults !== undefined) setErrors(faults);
  }, [error, setErrors]);
  const isStale = error instanceof KeywrightError && error.code === 'PRECONDITION_FAILED';
  const isPlaced = refusedFaults(error) !== undefined;
  const add = () => {
    added.current += 1;
    form.insertListItem('rules', emptyRule(`added-${added.current}`));
  };
  const faults = Object.keys(form.errors).length;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => onSave(toBody(values)))}>
      <Stack gap="lg">
        <Group gap="lg" align="flex-start">
          <TextInput
            label="Name"
            description="Clients read it in the RateLimit headers."
            placeholder="strict-ci"
            maxLength={longestName}
            autoComplete="off"
            flex="1 1 16rem"
            maw={420}
            {...form.getInputProps('name')}
          />
          <Switch
            label="Enabled"
            description="A disabled policy limits nobody."
            mt={{ base: 0, sm: 26 }}
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
        </Group>
        <div>
          <Title order={2}>Rules</Title>
          <Text c="dimmed">Each is counted by itself; a request must be admitted by all that mean it.</Text>
        </div>
        {form.values.rules.map((rule, index) => (
          <RuleCard
            key={rule.key}
            form={form}
            index={index}
            rule={rule}
            onRemove={form.values.rules.length > 1 ? () => form.removeListItem('rules', index) : undefined}
          />
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<Plus size={16} />}
            onClick={add}
            disabled={form.values.rules.length >= mostRules}
          >
            Add rule
          </Button>
        </Group>
        {form.errors.rules != null && (
          <Alert color="red" variant="outline" role="alert">
            {form.errors.rules}
          </Alert>
        )}
        {isStale && (
          <Alert color="orange" variant="outline" role="alert" title="Somebody has changed this policy meanwhile">
            <Stack gap="xs" align="flex-start">
              <Text>Saving now would undo what they did. Load it again, and what you typed here is lost.</Text>
              <Button size="xs" variant="default" onClick={onReload}>
                Load it again
              </Button>
            </Stack>
          </Alert>
        )}
        {error != null && !isStale && !isPlaced && <ErrorState error={error} />}
        {faults > 0 && (
          <Alert color="red" variant="outline" role="alert">
            {faults === 1 ? 'A field needs another look.' : 'Some fields need another look.'}
          </Alert>
        )}
        <Group gap="xs">
          <Button type="submit" loading={pending}>
            {submit}
          </Button>
          {cancel}
        </Group>
      </Stack>
    </form>
  );
}
