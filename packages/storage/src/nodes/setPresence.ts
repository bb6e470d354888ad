import type { Availability } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Node } from './Node.js'

interface OwnNode {
  id: string
  /** Wallet, lower case. */
  provider: string
}

/**
 * Marks a provider's node as online.
 * @returns the node; null when it was online already or is another provider's
 */
export async function bringOnline(em: EntityManager, { id, provider }: OwnNode): Promise<Node | null> {
  const set = { online: true, updatedAt: new Date() }
  const changed = await em.nativeUpdate(Node, { id, provider, online: false }, set)
  return changed === 0 ? null : em.findOneOrFail(Node, { id }, { refresh: true })
}

/**
 * Stores whether a provider offers its node, and why not.
 * @returns the node, and whether that was news; null when the provider has no such node
 */
export async function setAvailability(
  em: EntityManager,
  { id, provider }: OwnNode,
  availability: Availability,
  pausedReason: string | null = null,
): Promise<{ node: Node; changed: boolean } | null> {
  const where = { id, provider, availability: { $ne: availability } }
  const changed = await em.nativeUpdate(Node, where, { availability, updatedAt: new Date() })
  await em.nativeUpdate(Node, { id, provider }, { pausedReason: availability === 'AVAILABLE' ? null : pausedReason })
  const node = await em.findOne(Node, { id, provider }, { refresh: true })
  return node && { node, changed: changed > 0 }
}
