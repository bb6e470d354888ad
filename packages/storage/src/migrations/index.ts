import { Migration20261122000000Initial } from './Migration20261122000000Initial.js'
import { Migration20261122120000LogBytes } from './Migration20261122120000LogBytes.js'
import { Migration20261122130000JobSweep } from './Migration20261122130000JobSweep.js'
import { Migration20261125033000PrepaidAndDisputes } from './Migration20261125033000PrepaidAndDisputes.js'

/** In order; a migration that has been released is never changed. */
export const migrations = [
  { name: 'Migration20261122000000Initial', class: Migration20261122000000Initial },
  { name: 'Migration20261122120000LogBytes', class: Migration20261122120000LogBytes },
  { name: 'Migration20261122130000JobSweep', class: Migration20261122130000JobSweep },
  { name: 'Migration20261125033000PrepaidAndDisputes', class: Migration20261125033000PrepaidAndDisputes },
]
