import type { Place, Word } from './command-tree.ts';

/** The shells that a script can be written for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof shells)[number];

const words = ({ commands, options }: Place): string => [...commands, ...options].map(({ word }) => word).join(' ');
const pathsOf = (places: readonly Place[]): readonly string[] =>
  places.map(({ path }) => path).filter((path) => path !== '');
/** Text within single quotes, for all three shells. */
const quote = (text: string): string => `'${text.replaceAll("'", '’').replaceAll('\\', '')}'`;

/** Walks the words before the cursor down to the place that they lead to. Words of ours alone, none of which needs quotes. */
const walk = (places: readonly Place[], list: string): string => `  local place= word
  for word in ${list}; do
    case "\${place:+$place }$word" in
      ${pathsOf(places)
        .map((path) => `'${path}'`)
        .join('|')}) place="\${place:+$place }$word" ;;
    esac
  done`;

function bash(places: readonly Place[]): string {
  const cases = places.map(
    (place) => `    '${place.path}') COMPREPLY=($(compgen -W '${words(place)}' -- "$current")) ;;`,
  );
  return `_keywright() {
  local current=\${COMP_WORDS[COMP_CWORD]}
${walk(places, `"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`)}
  case "$place" in
${cases.join('\n')}
  esac
}
complete -o default -F _keywright keywright
`;
}

const described = (list: readonly Word[]): string =>
  list.map(({ word, description }) => quote(`${word}:${description.replaceAll(':', ',')}`)).join(' ');

function zsh(places: readonly Place[]): string {
  const cases = places.map(
    ({ path, commands, options }) => `    '${path}') entries=(${described([...commands, ...options])}) ;;`,
  );
  return `#compdef keywright
_keywright() {
  local -a entries
${walk(places, `"\${(@)words[2,CURRENT-1]}"`)}
  case "$place" in
${cases.join('\n')}
  esac
  _describe 'keywright' entries || _files
}
compdef _keywright keywright
`;
}

function fish(places: readonly Place[]): string {
  const paths = pathsOf(places)
    .map((path) => `'${path}'`)
    .join(' ');
  const lines = places.flatMap(({ path, commands, options }) => {
    const at = `complete -c keywright -n "__keywright_at ${path === '' ? "''" : `'${path}'`}"`;
    const offered = commands.map(({ word, description }) => `${at} -f -a ${word} -d ${quote(description)}`);
    return [
      ...offered,
      ...options.map(({ word, description }) => `${at} -l ${word.slice(2)} -d ${quote(description)}`),
    ];
  });
  return `function __keywright_at
  set -l place
  for word in (commandline -opc)[2..-1]
    set -l next (string trim "$place $word")
    contains -- $next ${paths}; and set place $next
  end
  test "$place" = "$argv[1]"
end
${lines.join('\n')}
`;
}

const writers: Readonly<Record<ShellName, (places: readonly Place[]) => string>> = { bash, zsh, fish };

/** A script that completes commands and options in `shell`. */
export const completionScript = (shell: ShellName, places: readonly Place[]): string => writers[shell](places);
