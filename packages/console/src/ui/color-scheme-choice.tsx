import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Monitor, Moon, Sun } from './icons.ts';

const iconSize = 16;
const schemes = [
  { value: 'light', words: 'Light', Icon: Sun },
  { value: 'dark', words: 'Dark', Icon: Moon },
  { value: 'auto', words: 'As the system', Icon: Monitor },
] as const;

/** Light, dark, or as the system has it. Kept in this browser. */
export function ColorSchemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Theme"
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
      data={schemes.map(({ value, words, Icon }) => ({
        value,
        label: (
          <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
            <Icon size={iconSize} aria-hidden /> {words}
          </span>
        ),
      }))}
    />
  );
}
