import { Migration20261122000000Initial } from './Migration20261122000000Initial.js'
import { Migration20261122120000LogBytes } from './Migration20261122120000LogBytes.js'
import { Migration20261122130000JobSweep } from './Migration20261122130000JobSweep.js'
import { Migration20261125030000Reservations } from './Migration20261125030000Reservations.js'
import { Migration20261125031000Prices } from './Migration20261125031000Prices.js'
import { Migration20261125033000PrepaidAndDisputes } from './Migration20261125033000PrepaidAndDisputes.js'
import { Migration20261125034000Presence } from './Migration20261125034000Presence.js'
import { Migration20261125034100Capacity } from './Migration20261125034100Capacity.js'
import { Migration20261125034200Bonuses } from './Migration20261125034200Bonuses.js'
import { Migration20261125080000OffersTogether } from './Migration20261125080000OffersTogether.js'

/** In order; a migration that has been released is never changed. */
export const migrations = [
  { name: 'Migration20261122000000Initial', class: Migration20261122000000Initial },
  { name: 'Migration20261122120000LogBytes', class: Migration20261122120000LogBytes },
  { name: 'Migration20261122130000JobSweep', class: Migration20261122130000JobSweep },
  { name: 'Migration20261125030000Reservations', class: Migration20261125030000Reservations },
  { name: 'Migration20261125031000Prices', class: Migration20261125031000Prices },
  { name: 'Migration20261125033000PrepaidAndDisputes', class: Migration20261125033000PrepaidAndDisputes },
  { name: 'Migration20261125034000Presence', class: Migration20261125034000Presence },
  { name: 'Migration20261125034100Capacity', class: Migration20261125034100Capacity },
  { name: 'Migration20261125034200Bonuses', class: Migration20261125034200Bonuses },
  { name: 'Migration20261125080000OffersTogether', class: Migration20261125080000OffersTogether },
]
