import * as z from 'zod/mini'
import { InvalidInputError } from '../errors.js'
import { servingUrlOf } from './servingUrl.js'

const hex = (digits: number) =>
  z.string().check(z.regex(new RegExp(`^0x[0-9a-fA-F]{${digits}}$`), `expected 0x and ${digits} hex digits`))
const sha256 = () => z.string().check(z.regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hex digits'))

const servedFileSchema = /* @__PURE__ */ z.object({
  /** Its name, for people. */
  as: z.string(),
  cid: z.string().check(z.regex(/^[A-Za-z0-9]{1,128}$/, 'expected a content id')),
  sha256: sha256(),
  /** Bytes. */
  size: z.int().check(z.minimum(0)),
  /** SHA-256 of the list of the file's chunks. */
  chunks: sha256(),
})

/** A file that a job serves. */
export type ServedFile = z.output<typeof servedFileSchema>

const placeSchema = /* @__PURE__ */ z.object({
  version: z.literal(1),
  /** Base URL of the node's files. */
  url: z
    .string()
    .check(
      z.refine((url) => servingUrlOf(url) !== null, 'expected a URL, http or https, without user, query and fragment'),
    ),
  taskId: hex(64),
  attempt: z.int().check(z.minimum(1), z.maximum(255)),
  nodeId: hex(16),
  chainId: z.int().check(z.minimum(1)),
  /** Address of the TaskMarketplace contract. */
  marketplace: hex(40),
  files: z.array(servedFileSchema),
})

/**
 * The place where a job serves its files, as its buyer gives it to the readers. It has no secret: the node serves to
 * the keys that the job lists.
 */
export type ServingPlace = z.output<typeof placeSchema>

/**
 * Reads a serving place.
 * @throws InvalidInputError naming each wrong field
 */
export function parseServingPlace(value: unknown): ServingPlace {
  const parsed = placeSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new InvalidInputError(
    parsed.error.issues.map(({ path, message }) => ({
      code: 'BAD_SERVING_PLACE',
      field: path.join('.'),
      message: `${message}; take what the buyer has: aiigo serving JOB --out place.json, or buyer.servingPlace(jobId)`,
    })),
  )
}
