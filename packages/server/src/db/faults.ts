/** Whether `error` says that a unique index refused a row. Both databases' ways of saying it. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === '23505' || (code === 'ERR_SQLITE_ERROR' && error.message.startsWith('UNIQUE constraint failed'));
}

/** PostgreSQL classes 08 (connection), 53 (resources), 57 (operator intervention); and what the socket says. */
const unavailable = /^(08|53|57)|^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE)$/;

/** Whether `error` says that the database cannot answer now, as against that the query was wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && unavailable.test(error.code)) return true;
  return /timeout exceeded when trying to connect|Connection terminated|database is locked/.test(error.message);
}
