import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { toSearch } from '../credentials/search-text.ts';
import { Search } from '../ui/icons.ts';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string | undefined) => void;
}

const restMs = 200;

/** What is searched for, once the typing rests. What looks like a whole token is never sent. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback((text: string) => onSearch(text.trim() === '' ? undefined : text.trim()), restMs);
  const isToken = toSearch(typed) === 'token';
  return (
    <TextInput
      flex="1 1 11rem"
      maw={{ base: 'none', md: 360 }}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Search size={16} />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        if (toSearch(currentTarget.value) === 'token') search.cancel();
        else search(currentTarget.value);
      }}
      error={isToken ? 'That looks like a whole token. Search for a part of its name or owner.' : undefined}
    />
  );
}
