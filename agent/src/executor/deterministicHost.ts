// The host functions of a run that is the same on every machine. It is copied beside the runner, so it imports nothing
// but Node.
import { createCipheriv, createHash } from 'node:crypto'

type Call = (...args: number[]) => number

/** The program's clock begins here: 2026-01-01T00:00:00Z, nanoseconds. */
const EPOCH_NS = 1_767_225_600_000_000_000n
/** Each look at a clock moves it on by so much, nanoseconds. */
const STEP_NS = 1_000_000n
const REALTIME = 0
const DIRECTORY = 3
const ROOT_FD = 3
const DIRENT_BYTES = 24
const SUBSCRIPTION_BYTES = 48
const EVENT_BYTES = 32
const ON_CLOCK = 0
const ABSOLUTE = 1
/** Random bytes are made in pieces of so many: a program may ask for as many as its memory has. */
const PIECE = 65_536
const OK = 0
const ERRNO_BADF = 8
const ERRNO_INVAL = 28

interface Entry {
  readonly name: Buffer
  readonly type: number
}

/**
 * Replaces the calls of WASI by which a program could see its machine or its moment: clocks, random numbers, what the
 * file system says of files, and the order of folders. Two runs of a module over the same files then make the same
 * calls and get the same answers.
 * @param calls the functions that the program imports; changed in place
 * @param seed of the random numbers
 * @param memoryOf the program's memory, once it has begun
 */
export function makeDeterministic(
  calls: Record<string, Call>,
  seed: string,
  memoryOf: () => { readonly buffer: ArrayBuffer } | undefined,
): void {
  const call = (name: string): Call => calls[name] as Call
  const buffer = (): ArrayBuffer => (memoryOf() as { readonly buffer: ArrayBuffer }).buffer
  const view = (): DataView => new DataView(buffer())
  const key = createHash('sha256').update(`aiigo random ${seed}`).digest()
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  const zeros = Buffer.alloc(PIECE)
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  let elapsed = 0n
  /** Names of open files from the job's directory, by which files are told apart. */
  const paths = new Map<number, string>([
    [0, '\0stdin'],
    [1, '\0stdout'],
    [2, '\0stderr'],
    [ROOT_FD, ''],
  ])
  /** Folders that are being read, as they were when the program began to. */
  const listings = new Map<number, readonly Entry[]>()

  const time = (clock: number): bigint => (clock === REALTIME ? EPOCH_NS + elapsed : elapsed)
  const text = (at: number, length: number): string => Buffer.from(buffer(), at >>> 0, length >>> 0).toString('latin1')
  const joined = (fd: number, name: string): string => {
    const parts: string[] = []
    for (const part of `${paths.get(fd) ?? `\0${fd}`}/${name}`.split('/')) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    return parts.join('/')
  }
  const inode = (path: string): bigint => createHash('sha256').update(path).digest().readBigUInt64LE()
  /** A pointer outside of the program's memory is its own mistake, as the host's functions answer it. */
  const guarded =
    (work: Call): Call =>
    (...args) => {
      try {
        return work(...args)
      } catch (error) {
        if (error instanceof RangeError) return ERRNO_INVAL
        throw error
      }
    }
  /** Leaves of a file's record what the program itself has made: type and size. */
  function settle(at: number, path: string): void {
    const record = view()
    record.setBigUint64(at, 0n, true)
    record.setBigUint64(at + 8, inode(path), true)
    record.setBigUint64(at + 24, 1n, true)
    // Each file system gives folders sizes of its own.
    if (record.getUint8(at + 16) === DIRECTORY) record.setBigUint64(at + 32, 0n, true)
    for (const offset of [40, 48, 56]) record.setBigUint64(at + offset, EPOCH_NS, true)
  }

  calls.clock_time_get = guarded((clock = 0, _precision = 0, at = 0) => {
    elapsed += STEP_NS
    view().setBigUint64(at >>> 0, time(clock), true)
    return OK
  })
  calls.clock_res_get = guarded((_clock = 0, at = 0) => {
    view().setBigUint64(at >>> 0, STEP_NS, true)
    return OK
  })
  calls.random_get = guarded((at = 0, length = 0) => {
    const target = new Uint8Array(buffer(), at >>> 0, length >>> 0)
    for (let from = 0; from < target.length; from += PIECE) {
      target.set(stream.update(zeros.subarray(0, target.length - from)), from)
    }
    return OK
  })

  const fdStat = call('fd_filestat_get')
  calls.fd_filestat_get = guarded((fd = 0, at = 0) => {
    const result = fdStat(fd, at)
    if (result === OK) settle(at >>> 0, joined(fd, ''))
    return result
  })
  const pathStat = call('path_filestat_get')
  calls.path_filestat_get = guarded((fd = 0, flags = 0, name = 0, length = 0, at = 0) => {
    // Read first: the record may be written over the name.
    const path = joined(fd, text(name, length))
    const result = pathStat(fd, flags, name, length, at)
    if (result === OK) settle(at >>> 0, path)
    return result
  })

  const open = call('path_open')
  calls.path_open = guarded((...args) => {
    const [fd = 0, , name = 0, length = 0] = args
    const path = joined(fd, text(name, length))
    const result = open(...args)
    if (result === OK) paths.set(view().getUint32((args.at(-1) as number) >>> 0, true), path)
    return result
  })
  const close = call('fd_close')
  calls.fd_close = (fd = 0) => {
    const result = close(fd)
    if (result === OK) {
      paths.delete(fd)
      listings.delete(fd)
    }
    return result
  }
  const renumber = call('fd_renumber')
  calls.fd_renumber = (from = 0, to = 0) => {
    const result = renumber(from, to)
    if (result === OK && from !== to) {
      paths.set(to, paths.get(from) ?? '')
      paths.delete(from)
      listings.delete(from)
      listings.delete(to)
    }
    return result
  }

  const readDirectory = call('fd_readdir') as unknown as (
    fd: number,
    at: number,
    room: number,
    cookie: bigint,
    used: number,
  ) => number
  /** All entries of a folder, through the program's own buffer; a number: the error, or -1 for a buffer too small. */
  function listing(fd: number, at: number, room: number, used: number): Entry[] | number {
    const entries: Entry[] = []
    for (let cookie = 0n; ; ) {
      const result = readDirectory(fd, at, room, cookie, used)
      if (result !== OK) return result
      const length = view().getUint32(used, true)
      let from = at
      const before = entries.length
      while (from + DIRENT_BYTES <= at + length) {
        const nameLength = view().getUint32(from + 16, true)
        const end = from + DIRENT_BYTES + nameLength
        if (end > at + length) break
        const name = Buffer.from(Buffer.from(buffer(), from + DIRENT_BYTES, nameLength))
        entries.push({ name, type: view().getUint8(from + 20) })
        cookie = view().getBigUint64(from, true)
        from = end
      }
      if (length < room) return entries.sort((one, other) => Buffer.compare(one.name, other.name))
      if (entries.length === before) return -1
    }
  }
  calls.fd_readdir = guarded(((fd: number, at: number, room: number, cookie: bigint, used: number): number => {
    const [start, size, usedAt] = [at >>> 0, room >>> 0, used >>> 0]
    let entries = cookie === 0n ? undefined : listings.get(fd)
    if (!entries) {
      const found = listing(fd, start, size, usedAt)
      // The program asks again with a larger buffer: the one that it gave is full, and has no whole entry.
      if (found === -1) return OK
      if (typeof found === 'number') return found
      entries = found
      listings.set(fd, entries)
    }
    const target = new Uint8Array(buffer(), start, size)
    let filled = 0
    for (let index = Number(cookie); index < entries.length && filled < size; index++) {
      const { name, type } = entries[index] as Entry
      const entry = Buffer.alloc(DIRENT_BYTES + name.length)
      entry.writeBigUInt64LE(BigInt(index + 1), 0)
      entry.writeBigUInt64LE(inode(joined(fd, name.toString('latin1'))), 8)
      entry.writeUInt32LE(name.length, 16)
      entry.writeUInt8(type, 20)
      name.copy(entry, DIRENT_BYTES)
      const part = entry.subarray(0, size - filled)
      target.set(part, filled)
      filled += part.length
    }
    view().setUint32(usedAt, filled, true)
    return OK
  }) as unknown as Call)

  // A program sleeps as long as it wants to, and its clock moves on by just that. Files are always ready.
  calls.poll_oneoff = guarded((list = 0, events = 0, count = 0, made = 0) => {
    if (count === 0) return ERRNO_INVAL
    const from = list >>> 0
    const subscriptions = Array.from({ length: count >>> 0 }, (_, index) => {
      const at = from + index * SUBSCRIPTION_BYTES
      const type = view().getUint8(at + 8)
      const isClock = type === ON_CLOCK
      const isAbsolute = isClock && (view().getUint16(at + 40, true) & ABSOLUTE) !== 0
      const timeout = isClock ? view().getBigUint64(at + 24, true) : 0n
      const now = time(isClock ? view().getUint32(at + 16, true) : REALTIME)
      const waits = isAbsolute ? (timeout > now ? timeout - now : 0n) : timeout
      const fd = isClock ? null : view().getUint32(at + 16, true)
      return { data: view().getBigUint64(at, true), type, fd, waits }
    })
    const files = subscriptions.filter(({ fd }) => fd !== null)
    let least = 1n << 64n
    for (const { waits } of subscriptions) if (waits < least) least = waits
    const ready = files.length > 0 ? files : subscriptions.filter(({ waits }) => waits === least)
    if (files.length === 0) {
      elapsed += least
      Atomics.wait(sleeper, 0, 0, Number(least / STEP_NS))
    }
    for (const [index, { data, type, fd }] of ready.entries()) {
      const at = (events >>> 0) + index * EVENT_BYTES
      new Uint8Array(buffer(), at, EVENT_BYTES).fill(0)
      view().setBigUint64(at, data, true)
      view().setUint16(at + 8, fd === null || paths.has(fd) ? OK : ERRNO_BADF, true)
      view().setUint8(at + 10, type)
    }
    view().setUint32(made >>> 0, ready.length, true)
    return OK
  })
}
