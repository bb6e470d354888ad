import pg from 'pg'

/** Ends a session of a database as the death of its process would, from a connection of its own. */
export async function endSession(databaseUrl: string, pid: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_terminate_backend($1)', [pid])
  } finally {
    await client.end()
  }
}
