import type { ResourceType } from '@aiigo/domain'
import { defineEntity, p } from '@mikro-orm/core'
import { amount, identity, instant } from '../db/columns.js'

const AskSpanSchema = defineEntity({
  name: 'AskSpan',
  tableName: 'ask_span',
  properties: {
    /** The database's own count. */
    id: identity(),
    /** The node. */
    nodeId: p.text(),
    /** Wallet, lower case. */
    provider: p.text(),
    /** Type of the resource. */
    resourceType: p.text().$type<ResourceType>(),
    /** Of the hardware, as its provider says. */
    model: p.text().nullable(),
    /** Where the node is. */
    region: p.text(),
    /** Lower case. */
    token: p.text(),
    /** Base units per million units of usage. */
    rate: amount(),
    /** Units that the node offers. */
    units: p.integer(),
    /** Its start. */
    since: instant(),
    /** Null while it stands. */
    until: instant().nullable(),
  },
  checks: [
    { name: 'ask_span_rate_positive', expression: `"rate" > 0` },
    { name: 'ask_span_order', expression: `"until" > "since"` },
  ],
  uniques: [{ name: 'ask_span_open', properties: ['nodeId', 'token'], where: `"until" is null` }],
  indexes: [{ name: 'ask_span_until', properties: ['until'], where: `"until" is not null` }],
})

/** A node's ask in one token while it could be taken up. Written by a trigger on `node` alone. */
export class AskSpan extends AskSpanSchema.class {}
AskSpanSchema.setClass(AskSpan)
