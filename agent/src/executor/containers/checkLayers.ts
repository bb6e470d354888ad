import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import {
  contentError,
  type Image,
  ImageError,
  type ImageLayer,
  isFolderName,
  readTarHead,
  tarRoom,
} from '@aiigo/domain'
import { sha256 } from './sha256.js'

/** Bounds of an image that is unpacked: an archive can name far more than it has bytes. */
export const IMAGE_LIMITS = { unpackedMiB: 1_024, entries: 200_000 } as const

const MIB = 1_048_576
const BLOCK = 512
const PIECE = 65_536
/** Bytes of an extended head that are read; more than its usual records is refused. */
const MAX_HEAD = 1_048_576
/** Bytes of an entry's name, and of a link's target: a longer path than its own leads to it from outside. */
const MAX_NAME = 1_024

/** Regular files, links, folders, and the heads of pax and GNU that extend names. No devices, no pipes, no holes. */
const TYPES = /^[0125xgLK]$/
/** Heads that say more about the entry behind them. */
const EXTENDED = /^[xgLK]$/
/** How gzip, bzip2, xz and zstd begin. Podman goes by these, whatever form an image names. */
const PACKED = ['1f8b08', '425a68', 'fd377a585a00', '28b52ffd']
const LONGEST_BEGIN = 6

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

/** The bytes of an unpacked layer. @throws ImageError, and what its packing's library says */
export async function* unpack({ form, bytes }: ImageLayer): AsyncGenerator<Buffer> {
  const packed = Readable.from(pieces(bytes), { objectMode: false })
  if (form === 'tar') return yield* packed
  const unpacker = form === 'tar+gzip' ? createGunzip() : createZstdDecompress()
  packed.once('error', (error) => unpacker.destroy(error))
  yield* packed.pipe(unpacker)
  // Another program may unpack what this one has passed over.
  if (unpacker.bytesWritten !== bytes.length) {
    throw new ImageError('expected a layer packed as one, got one with something behind its end; pack it as gzip')
  }
}

/** Whether an extended head names the entry behind it as a folder. */
function namesFolder(type: string, text: string): boolean {
  return type === 'L' ? isFolderName(text.split('\0', 1)[0] ?? '') : type === 'x' && / path=[\s\S]*\/\n/.test(text)
}

function refuseLongName(bytes: number): void {
  if (bytes <= MAX_NAME) return
  throw new ImageError(`expected layers whose names and links have at most ${MAX_NAME} bytes, got one of ${bytes}`)
}

/** Looks at the names and links among the records of a pax head, each of which begins with its own length. */
function checkRecords(text: string): void {
  for (let at = 0; at < text.length; ) {
    const [length = ''] = /^[1-9]\d{0,6}(?= )/.exec(text.slice(at, at + 8)) ?? []
    const end = at + Number(length)
    const [, key, value] = /^([^=]+)=([\s\S]*)\n$/.exec(text.slice(at + length.length + 1, end)) ?? []
    if (length === '' || end > text.length || key === undefined || value === undefined) {
      throw new ImageError('expected pax heads of records with their lengths, got another form')
    }
    if (/^(link)?path$/.test(key)) refuseLongName(value.length)
    at = end
  }
}

/** Reads the heads of a layer's entries as they come, and refuses what would take more room than the layer has. */
function createLayerReader(onEntry: () => void): { read(chunk: Buffer): void; end(): void } {
  const header = Buffer.alloc(BLOCK)
  let filled = 0
  let skip = 0
  let extended: { readonly type: string; left: number; text: string } | null = null
  let isNamedFolder = false
  let begin = Buffer.alloc(0)
  let ended = false

  function readHead(): void {
    filled = 0
    const entry = readTarHead(header, 0)
    ended = entry === null
    if (entry === null) return
    onEntry()
    if (!TYPES.test(entry.type)) {
      throw new ImageError(`expected layers of files, folders and links, got an entry of type ${entry.type}`)
    }
    skip = tarRoom(entry.size)
    if (!EXTENDED.test(entry.type)) {
      if (isNamedFolder && entry.size > 0) throw contentError(entry.type)
      isNamedFolder = false
      return
    }
    // GNU ends a name with a zero.
    if (/[LK]/.test(entry.type)) refuseLongName(entry.size - 1)
    if (entry.size > MAX_HEAD) throw new ImageError(`expected heads of at most ${MAX_HEAD} bytes, got ${entry.size}`)
    if (entry.size > 0) extended = { type: entry.type, left: entry.size, text: '' }
  }

  /** Looks at the layer's first bytes, whether or not they come as one. */
  function refusePacked(chunk: Buffer): void {
    if (begin.length >= LONGEST_BEGIN) return
    begin = Buffer.concat([begin, chunk.subarray(0, LONGEST_BEGIN - begin.length)])
    if (PACKED.some((bytes) => begin.toString('hex').startsWith(bytes))) {
      throw new ImageError('expected a layer of the form that the image names, got one that is packed once more')
    }
  }

  function read(chunk: Buffer): void {
    refusePacked(chunk)
    for (let at = 0; at < chunk.length && !ended; ) {
      if (skip > 0) {
        const passed = Math.min(skip, chunk.length - at)
        if (extended) {
          extended.text += chunk.toString('latin1', at, at + Math.min(passed, extended.left))
          extended.left -= Math.min(passed, extended.left)
          if (extended.left === 0) {
            isNamedFolder ||= namesFolder(extended.type, extended.text)
            if (/^[xg]$/.test(extended.type)) {
              if (/ (GNU\.sparse[^=]*|size)=/.test(extended.text)) {
                throw new ImageError(
                  'expected layers of whole files, got one with holes, or with a size beside its head',
                )
              }
              checkRecords(extended.text)
            }
            extended = null
          }
        }
        skip -= passed
        at += passed
        continue
      }
      const taken = chunk.copy(header, filled, at, at + BLOCK - filled)
      filled += taken
      at += taken
      if (filled === BLOCK) readHead()
    }
  }

  return {
    read,
    end() {
      if (!ended && (filled > 0 || skip > 0)) throw new ImageError('expected whole layers, got one that is cut short')
    },
  }
}

/**
 * Unpacks an image's layers without keeping them, so that none comes to the disk that is not what its archive says, or
 * is larger than the limits. The configuration names the unpacked layers, so that one id always has the same files.
 * @throws ImageError
 */
export async function checkLayers(image: Image, limits = IMAGE_LIMITS): Promise<void> {
  if (sha256(image.config) !== image.id) throw new ImageError('the configuration has another hash than the image says')
  let bytes = 0
  let entries = 0
  const onEntry = (): void => {
    if (++entries > limits.entries)
      throw new ImageError(`expected at most ${limits.entries} files in an image, got more`)
  }
  for (const layer of image.layers) {
    if (sha256(layer.bytes) !== layer.sha256) throw new ImageError('a layer has another hash than the image says')
    const reader = createLayerReader(onEntry)
    const unpacked = createHash('sha256')
    try {
      for await (const chunk of unpack(layer)) {
        bytes += chunk.length
        if (bytes > limits.unpackedMiB * MIB) {
          throw new ImageError(`expected an image of at most ${limits.unpackedMiB} MiB unpacked, got more`)
        }
        unpacked.update(chunk)
        reader.read(chunk)
      }
      reader.end()
    } catch (error) {
      if (error instanceof ImageError) throw error
      throw new ImageError(`a layer can't be unpacked: ${(error as Error).message}`)
    }
    if (unpacked.digest('hex') !== layer.unpackedSha256) {
      throw new ImageError('an unpacked layer has another hash than the configuration names in its place')
    }
  }
}
