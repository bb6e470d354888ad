import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Address, type Hex, isAddress, isHex } from 'viem'
import { z } from 'zod'
import { JournalMismatchError } from './errors.js'

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value), 'expected an address')
const hash = z.custom<Hex>((value) => isHex(value) && value.length === 66, 'expected a 32-byte hash')

const stepSchema = z.object({
  address,
  initCodeHash: hash,
  /** Written before the transaction is sent. */
  txHash: hash,
  /** Present once the transaction is known to be mined. */
  blockNumber: z.int().nonnegative().optional(),
})

const journalSchema = z.object({
  chainId: z.int().positive(),
  deployer: address,
  baseNonce: z.int().nonnegative(),
  steps: z.record(z.string(), stepSchema),
  /** Present once everything was read back from the chain and found as configured. */
  verified: z.boolean().optional(),
})

/** The finished steps of a deployment. */
export type Journal = z.infer<typeof journalSchema>

/**
 * Reads the journal of an interrupted or finished deployment; undefined when there is none.
 * @throws JournalMismatchError when the file is no journal.
 */
export function readJournal(path: string): Journal | undefined {
  if (!existsSync(path)) return undefined
  try {
    return journalSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new JournalMismatchError(path, `it is not a deployment journal (${(cause as Error).message})`)
  }
}

/** Replaces the journal in one step, so that a crash leaves the old one or the new one. */
export function writeJournal(path: string, journal: Journal): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.draft`
  writeFileSync(draft, `${JSON.stringify(journal, null, 2)}\n`)
  renameSync(draft, path)
}
