import { Migration } from '@mikro-orm/migrations'
import { plainSql, routines } from '../routines.js'
import { sqlFile } from '../sqlFile.js'

/** Functions need the tables, triggers need both. */
export const initialStatements = [
  sqlFile('migrations/20261128000000_tables.sql'),
  ...routines.map(({ expression = '' }) => expression),
  ...plainSql,
  sqlFile('migrations/20261128000000_triggers.sql'),
]

/**
 * The whole schema. `npm run generate` writes its two files from the entities, until a first release makes it final.
 */
export class Migration20261128000000Initial extends Migration {
  override up(): void {
    for (const sql of initialStatements) this.addSql(sql)
  }
}
