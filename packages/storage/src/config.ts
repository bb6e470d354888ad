import { NotRetryableError } from '@aiigo/domain'

/** The database that `dist/migrate.js` brings up to date. */
export function readDatabaseUrl(env: Record<string, string | undefined> = process.env): string {
  const url = env.DATABASE_URL
  if (!url || !URL.canParse(url)) {
    throw new NotRetryableError(
      'DATABASE_URL',
      `expected DATABASE_URL=postgres://user:password@host:port/database, got ${url ? 'something that is no URL' : 'nothing'}`,
    )
  }
  return url
}
