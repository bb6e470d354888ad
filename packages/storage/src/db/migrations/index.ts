import { initialStatements, Migration20261128000000Initial } from './Migration20261128000000Initial.js'

/** In order; a migration that has been released is never changed. */
export const migrations = [{ name: 'Migration20261128000000Initial', class: Migration20261128000000Initial }]

/** All that the migrations run: changes whenever the schema may. */
export const schemaText = (): string => initialStatements.join('\n')
