import { Button, Collapse, Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { Filter } from '../ui/icons.ts';
import { type AuditFilter, fromLocalField, toLocalField } from './audit-filter.ts';
import type { EventKind } from './event.ts';
import { actionWords, kindOfAction } from './event-words.ts';
import { ExportMenu, type ExportMenuProps } from './export-menu.tsx';
import classes from './filters.module.css';
import type { Person } from './person.ts';

export interface FiltersProps extends ExportMenuProps {
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
  readonly people: readonly Person[];
}

const kinds: readonly { readonly value: EventKind; readonly label: string }[] = [
  { value: 'change', label: 'Changes' },
  { value: 'use', label: 'Uses' },
  { value: 'refusal', label: 'Refusals' },
];
const typingMs = 400;

/** Without what was cleared. */
function withField<K extends keyof AuditFilter>(
  filter: AuditFilter,
  field: K,
  value: AuditFilter[K] | null,
): AuditFilter {
  const { [field]: _, ...rest } = filter;
  return value == null || value === '' ? rest : { ...rest, [field]: value };
}

/** What of a log is shown, and the way to have it as a file. */
export function Filters({ filter, onFilter, people, log, query }: FiltersProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [opened, fields] = useDisclosure(false);
  const count = Object.keys(filter).length;
  const parts = (
    <FilterFields key={count === 0 ? 'none' : 'some'} filter={filter} onFilter={onFilter} people={people} />
  );
  const clear = count > 0 && (
    <Button variant="subtle" color="gray" onClick={() => onFilter({})}>
      Clear
    </Button>
  );
  if (!isNarrow) {
    return (
      <Group gap="sm" align="flex-end" wrap="nowrap">
        {parts}
        {clear}
        <ExportMenu log={log} query={query} />
      </Group>
    );
  }
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button variant="default" leftSection={<Filter size={16} />} aria-expanded={opened} onClick={fields.toggle}>
          {count === 0 ? 'Filter' : `Filter (${count})`}
        </Button>
        {clear}
        <ExportMenu log={log} query={query} />
      </Group>
      <Collapse expanded={opened}>{parts}</Collapse>
    </Stack>
  );
}

function FilterFields({ filter, onFilter, people }: Pick<FiltersProps, 'filter' | 'onFilter' | 'people'>) {
  const { kind, action, actor, address, from, to } = filter;
  const [typed, setTyped] = useState(address ?? '');
  const search = useDebouncedCallback((text: string) => onFilter(withField(filter, 'address', text.trim())), typingMs);
  const actions = Object.entries(actionWords)
    .filter(([value]) => kind === undefined || kindOfAction(value) === kind)
    .map(([value, label]) => ({ value, label }));
  const chooseKind = (value: EventKind | null) => {
    const chosen = withField(filter, 'kind', value);
    const fits = value === null || action === undefined || kindOfAction(action) === value;
    onFilter(fits ? chosen : withField(chosen, 'action', null));
  };
  const isKnown = actor === undefined || people.some(({ userId }) => userId === actor);
  const known = people.map(({ userId, name, email }) => ({ value: userId, label: `${name} · ${email}` }));
  return (
    <div className={classes.fields}>
      <Select label="Kind" placeholder="Any" clearable data={kinds} value={kind ?? null} onChange={chooseKind} />
      <Select
        label="Action"
        placeholder="Any"
        searchable
        clearable
        data={actions}
        value={action ?? null}
        onChange={(value) => onFilter(withField(filter, 'action', value))}
      />
      {(people.length > 1 || actor !== undefined) && (
        <Select
          label="Who"
          placeholder="Anybody"
          searchable
          clearable
          data={isKnown ? known : [...known, { value: actor, label: actor }]}
          value={actor ?? null}
          onChange={(value) => onFilter(withField(filter, 'actor', value))}
        />
      )}
      <TextInput
        label="Address"
        placeholder="203.0.113.7"
        maxLength={64}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          search(currentTarget.value);
        }}
      />
      <TextInput
        label="From"
        type="datetime-local"
        value={toLocalField(from)}
        onChange={({ currentTarget }) =>
          onFilter(withField(filter, 'from', fromLocalField(currentTarget.value) ?? null))
        }
      />
      <TextInput
        label="Before"
        type="datetime-local"
        value={toLocalField(to)}
        onChange={({ currentTarget }) => onFilter(withField(filter, 'to', fromLocalField(currentTarget.value) ?? null))}
      />
    </div>
  );
}
