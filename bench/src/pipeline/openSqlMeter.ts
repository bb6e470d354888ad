import { Client } from 'pg'

export interface SqlCounts {
  /** Transactions that ended with a commit, single statements included. */
  readonly commits: number
  /** Statements but those that begin and end transactions. */
  readonly statements: number
  /** `begin`, `commit`, `rollback`, `savepoint` and their like. */
  readonly transactionControl: number
  /** Calls by the text of the statement, with its parameters left out. */
  readonly byText: ReadonlyMap<string, number>
}

export interface SqlMeter {
  read(): Promise<SqlCounts>
  close(): Promise<void>
}

const CONTROL = /^(begin|commit|rollback|start transaction|savepoint|release|abort|end)\b/i

/**
 * Counts what the platform's database does by `pg_stat_statements` and `pg_stat_database`. Its own connection is to
 * another database of the cluster. A backend reports its commits up to a second late.
 * @param databaseUrl of the platform's database
 */
export async function openSqlMeter(databaseUrl: string): Promise<SqlMeter> {
  const url = new URL(databaseUrl)
  const database = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new Client({ connectionString: url.href })
  await client.connect()
  await client.query('create extension if not exists pg_stat_statements')
  return {
    async read() {
      const commits = await client.query<{ commits: string }>(
        'select xact_commit as commits from pg_stat_database where datname = $1',
        [database],
      )
      const { rows } = await client.query<{ query: string; calls: string }>(
        `select query, sum(calls) as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
         where d.datname = $1 group by query`,
        [database],
      )
      const byText = new Map(rows.map(({ query, calls }) => [query, Number(calls)]))
      const sum = (control: boolean): number =>
        rows.reduce((all, { query, calls }) => all + (CONTROL.test(query) === control ? Number(calls) : 0), 0)
      return {
        commits: Number(commits.rows[0]?.commits),
        statements: sum(false),
        transactionControl: sum(true),
        byText,
      }
    },
    close: () => client.end(),
  }
}
