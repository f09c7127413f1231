/** One thing that is wrong with a platform file, and where. */
export interface PlatformFault {
  /** 1-based. */
  line: number;
  /** 1-based, in UTF-16 code units. */
  column: number;
  /** Where in the data, such as `roles.ADMIN.scopes[3]`; empty for the file as a whole. */
  path: string;
  /** What is wrong and what to do about it, in one sentence without a full stop. */
  message: string;
}

export type PathSegment = string | number;

/** A fault in the data, before it is known on which line of the file that data stands. */
export interface Finding {
  path: readonly PathSegment[];
  message: string;
  /** Which node the line is taken from: the value at `path`, the key that names it, or the key of the map around it. */
  site: 'value' | 'key' | 'parent';
}

/** `['roles', 'ADMIN', 'scopes', 3]` as `roles.ADMIN.scopes[3]`. Names with other characters come in brackets and quotes. */
export function formatPath(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(segment)) text += `[${quoteName(segment)}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}

/** A name out of a file, in quotes, with control characters escaped and at most 80 characters long. */
export function quoteName(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name);
}
