import { type Expression, type SqlBool, sql } from 'kysely';

/** `text` as a LIKE pattern that finds it anywhere, in lower case, with its own wildcards taken literally. */
export const containing = (text: string): string => `%${text.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;

/** Whether `value` matches a pattern of `containing`. */
export const like = (value: Expression<string>, pattern: string) => sql<SqlBool>`${value} like ${pattern} escape '!'`;
