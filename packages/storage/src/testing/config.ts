/** A PostgreSQL server that tests may make databases on; without it they start one. */
export function readTestDatabaseUrl(env: Record<string, string | undefined> = process.env): string | undefined {
  return env.TEST_DATABASE_URL || undefined
}
