import { defineEntity, p } from '@mikro-orm/core'
import { createdInstant } from '../db/columns.js'

const WalletLinkSchema = defineEntity({
  name: 'WalletLink',
  tableName: 'wallet_link',
  properties: {
    /** The lower address. */
    a: p.text().primary(),
    /** The higher address. */
    b: p.text().primary(),
    /** The evidence, for people: a transaction, an event. */
    evidence: p.text(),
    /** When the link was found. */
    createdAt: createdInstant(),
  },
  checks: [
    { name: 'wallet_link_lower', expression: `"a" = lower("a") and "b" = lower("b")` },
    { name: 'wallet_link_order', expression: `"a" < "b"` },
  ],
})

/** Two wallets of which one has passed money to the other. */
export class WalletLink extends WalletLinkSchema.class {}
WalletLinkSchema.setClass(WalletLink)
