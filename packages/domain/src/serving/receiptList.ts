import * as z from 'zod/mini'
import { NotRetryableError } from '../errors.js'
import { SERVING } from './servingLimits.js'

const receiptSchema = /* @__PURE__ */ z.strictObject({
  /** Wallet whose key signed it. */
  reader: z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/, 'expected an address')),
  /** All bytes of the task that the reader has had from the node, decimal. */
  bytes: z.string().check(z.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected a whole number below 10^19')),
  /** r, s and v. */
  signature: z.string().check(z.regex(/^0x[0-9a-fA-F]{130}$/, 'expected a signature of 65 bytes')),
})

/** A reader's highest receipt, as a node keeps it and hands it in. */
export type SignedReceipt = z.output<typeof receiptSchema>

const listSchema = /* @__PURE__ */ z.strictObject({
  version: z.literal(1),
  receipts: z.array(receiptSchema).check(z.maxLength(SERVING.readers)),
})

/** Most bytes of a list of receipts. */
export const RECEIPT_LIST_BYTES = 65_536

/** The text of the output `receipts.json`. */
export const encodeReceipts = (receipts: readonly SignedReceipt[]): string =>
  `${JSON.stringify({ version: 1, receipts }, null, 2)}\n`

/**
 * Reads a list of receipts; no signature is checked.
 * @throws NotRetryableError `BAD_RECEIPTS`
 */
export function decodeReceipts(text: string): readonly SignedReceipt[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new NotRetryableError('BAD_RECEIPTS', 'expected a list of receipts as JSON, got other text')
  }
  const parsed = listSchema.safeParse(value)
  if (parsed.success) return parsed.data.receipts
  throw new NotRetryableError(
    'BAD_RECEIPTS',
    `expected a list of receipts, got another form: ${z.prettifyError(parsed.error)}`,
  )
}

/**
 * Reads one receipt; no signature is checked.
 * @throws NotRetryableError `BAD_RECEIPTS`
 */
export function parseReceipt(value: unknown): SignedReceipt {
  const parsed = receiptSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new NotRetryableError('BAD_RECEIPTS', `expected a receipt: ${z.prettifyError(parsed.error)}`)
}
