import * as z from 'zod/mini'
import { wideUint } from '../money/wideUint.js'
import { uint } from './fields.js'
import { type JsonForm, jsonCodec } from './jsonCodec.js'

/** A file of a result, in the blob store. */
export interface ResultFile {
  name: string
  cid: string
  /** 64 hexadecimal digits. */
  sha256: string
  /** Bytes. */
  size: number
}

/** A job's result as its provider signed it, and its price. */
export interface JobResult {
  manifestCid: string
  /** 64 hexadecimal digits. */
  manifestSha256: string
  /** In the resource's unit. */
  usage: bigint
  exitCode: number
  outputs: ResultFile[]
  /** Base units of the job's token: see `taskCost`. */
  cost: bigint
}

export type JobResultJson = JsonForm<JobResult>

const text = () => z.string({ error: 'expected text' })

export const jobResultCodec = /* @__PURE__ */ jsonCodec<JobResult>(
  'JobResult',
  /* @__PURE__ */ z.object({
    manifestCid: text(),
    manifestSha256: text(),
    usage: wideUint(64),
    exitCode: z.int({ error: 'expected an integer' }),
    outputs: z.array(z.object({ name: text(), cid: text(), sha256: text(), size: uint(48) })),
    cost: wideUint(128),
  }),
)
