import { CID } from 'multiformats/cid'
import * as raw from 'multiformats/codecs/raw'
import * as digest from 'multiformats/hashes/digest'
import { HttpError } from './httpError.js'

const SHA2_256 = 0x12
const IDENTITY = 0x00
const DAG_PB = 0x70

/** The empty UnixFS folder. IPFS clients, graph-node among them, ask for it to see whether a gateway answers at all. */
const EMPTY_FOLDER = 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn'

export type ContentId =
  /** A stored blob, named by the hex form of its SHA-256. */
  | { kind: 'blob'; cid: string; sha256: string }
  /** Content that is inside the id itself. */
  | { kind: 'inline'; cid: string; bytes: Uint8Array }

/**
 * The content id (CIDv1, raw codec, SHA-256, base32) of content with this hash.
 *
 * @example contentIdOf(createHash('sha256').update('').digest()) // →
 * 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'
 */
export function contentIdOf(sha256: Uint8Array): string {
  return CID.createV1(raw.code, digest.create(SHA2_256, sha256)).toString()
}

/**
 * Reads a content id in a request.
 *
 * @throws {HttpError} 400 INVALID_CID when it is no CID, or is one of content this store can't hold (only whole files)
 */
export function parseContentId(text: string): ContentId {
  let cid: CID
  try {
    cid = CID.parse(text)
  } catch {
    throw new HttpError(400, 'INVALID_CID', `expected a content id like bafkrei…, got "${text.slice(0, 100)}"`)
  }
  if (cid.code === DAG_PB && cid.multihash.code === SHA2_256 && cid.toV0().toString() === EMPTY_FOLDER) {
    return { kind: 'inline', cid: text, bytes: new Uint8Array() }
  }
  if (cid.multihash.code === IDENTITY) return { kind: 'inline', cid: text, bytes: cid.multihash.digest }
  if (cid.code !== raw.code || cid.multihash.code !== SHA2_256) {
    throw new HttpError(
      400,
      'INVALID_CID',
      `expected a CIDv1 with codec raw and a sha2-256 hash (bafkrei…), got codec 0x${cid.code.toString(16)} and hash 0x${cid.multihash.code.toString(16)}`,
    )
  }
  return { kind: 'blob', cid: cid.toString(), sha256: Buffer.from(cid.multihash.digest).toString('hex') }
}
