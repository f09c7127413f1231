import { Badge, Button, Collapse, Group, Paper, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { SearchField } from '../../administration/search-field.tsx';
import { defined } from '../../administration/search-params.ts';
import { SlidersHorizontal } from '../../ui/icons.ts';
import { countFolded, type Filter } from './filter.ts';

interface FiltersProps {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

type Change = { readonly [K in keyof Filter]?: Filter[K] | undefined };

const restMs = 300;
const days = [
  { field: 'createdAfter', label: 'Made on or after' },
  { field: 'createdBefore', label: 'Made before' },
  { field: 'usedAfter', label: 'Last used on or after' },
  { field: 'usedBefore', label: 'Last used before, or never' },
  { field: 'expiresBefore', label: 'Expires before' },
] as const;
const ids = [
  { field: 'organization', label: 'Organization', placeholder: 'Slug or id', most: 64 },
  { field: 'userId', label: 'User', placeholder: 'Id of a user', most: 64 },
] as const;

/** The search and every filter; the rarer ones are folded away until one of them says something. */
export function Filters({ filter, onFilter }: FiltersProps) {
  const folded = countFolded(filter);
  const [opened, { toggle }] = useDisclosure(folded > 0);
  const [round, setRound] = useState(0);
  const change = (part: Change) => onFilter(defined({ ...filter, ...part }));
  const clear = () => {
    onFilter({});
    setRound(round + 1);
  };
  return (
    <>
      <Group gap="sm" align="flex-start">
        <SearchField
          key={round}
          label="Search by name or owner"
          value={filter.search ?? ''}
          onSearch={(search) => change({ search })}
        />
        <Select
          aria-label="Kind"
          w={125}
          data={[
            { value: 'any', label: 'Any kind' },
            { value: 'pat', label: 'PATs' },
            { value: 'api-key', label: 'API keys' },
          ]}
          value={filter.kind ?? 'any'}
          onChange={(kind) => change({ kind: kind === 'pat' || kind === 'api-key' ? kind : undefined })}
          allowDeselect={false}
        />
        <Choice
          label="Revoked"
          words={['Revoked or not', 'Only revoked', 'Not revoked']}
          bare
          value={filter.revoked}
          onChange={(revoked) => change({ revoked })}
        />
        <Choice
          label="Expired"
          words={['Expired or not', 'Only expired', 'Not expired']}
          bare
          value={filter.expired}
          onChange={(expired) => change({ expired })}
        />
        <Button
          variant="default"
          leftSection={<SlidersHorizontal size={16} />}
          rightSection={
            folded > 0 && (
              <Badge size="sm" circle>
                {folded}
              </Badge>
            )
          }
          aria-expanded={opened}
          onClick={toggle}
        >
          More filters
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button variant="subtle" color="gray" onClick={clear}>
            Clear
          </Button>
        )}
      </Group>
      <Collapse expanded={opened}>
        <Paper withBorder radius="lg" p="md" bg="var(--kw-soft)">
          <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="sm" key={round}>
            {ids.map((each) => (
              <Named
                key={each.field}
                {...each}
                value={filter[each.field] ?? ''}
                onChange={(value) => change({ [each.field]: value === '' ? undefined : value })}
              />
            ))}
            <Choice
              label="Expiry"
              words={['With or without', 'With one', 'Never expires']}
              value={filter.expires}
              onChange={(expires) => change({ expires })}
            />
            {days.map(({ field, label }) => (
              <TextInput
                key={field}
                type="date"
                label={label}
                value={filter[field] ?? ''}
                onChange={({ currentTarget: { value } }) => change({ [field]: value === '' ? undefined : value })}
              />
            ))}
          </SimpleGrid>
        </Paper>
      </Collapse>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** For either, for yes, for no. */
  readonly words: readonly [string, string, string];
  /** In a row of fields that have no labels of their own. */
  readonly bare?: boolean;
  readonly value: boolean | undefined;
  readonly onChange: (value: boolean | undefined) => void;
}

function Choice({ label, words, bare = false, value, onChange }: ChoiceProps) {
  const [either, yes, no] = words;
  return (
    <Select
      {...(bare ? { 'aria-label': label, w: 172 } : { label })}
      data={[
        { value: 'any', label: either },
        { value: 'true', label: yes },
        { value: 'false', label: no },
      ]}
      value={value === undefined ? 'any' : String(value)}
      onChange={(chosen) => onChange(chosen === 'any' || chosen === null ? undefined : chosen === 'true')}
      allowDeselect={false}
    />
  );
}

interface NamedProps {
  readonly label: string;
  readonly placeholder: string;
  readonly most: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Named({ label, placeholder, most, value, onChange }: NamedProps) {
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback((text: string) => onChange(text.trim()), restMs);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      maxLength={most}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        settle(currentTarget.value);
      }}
    />
  );
}
