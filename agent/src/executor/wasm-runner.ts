// The process that runs one WebAssembly program. It is copied beside the program and started on its own, so it imports
// nothing but Node. Arguments: the program's file, the job's directory, the file of the deterministic host and the seed
// of its random numbers (both empty: clocks and random numbers are the machine's), the number of variables, each
// variable as NAME=value, then the program's own arguments. Secrets are in the environment: command lines are for all
// to read.
import { readFileSync, writeSync } from 'node:fs'
import { argv, env as ownVariables } from 'node:process'
import { WASI } from 'node:wasi'

/** Descriptor of the pipe to the executor. The program can't reach it: WASI has its own table of descriptors. */
const REPORT = 3
/** The pipe to the executor for what the program writes to its two streams, and the streams' numbers in it. */
const OUTPUT = 4
const FRAME_HEADER = 5
const FRAME_BYTES = 65_536
const ERRNO_FAULT = 21
const ERRNO_PIPE = 64
const ERRNO_NOTCAPABLE = 76

const [, , programPath = '', directory = '', hostPath = '', seed = '', variables = '', ...rest] = argv
const args = rest.slice(Number(variables))
const SECRET = 'AIIGO_SECRET_'
const secrets = Object.entries(ownVariables).filter(([name]) => name.startsWith(SECRET))
const env = Object.fromEntries([
  ...rest.slice(0, Number(variables)).map((text) => {
    const at = text.indexOf('=')
    return [text.slice(0, at), text.slice(at + 1)]
  }),
  ...secrets.map(([name, value]) => [name.slice(SECRET.length), value]),
])

function report(message: Record<string, unknown>): void {
  writeSync(REPORT, `${JSON.stringify(message)}\n`)
}

// Relative paths are found below "/" in every language; Go finds none below ".". Never both: C would take the later one
// for a folder of the other.
const wasi = new WASI({ version: 'preview1', args: ['program', ...args], env, preopens: { '/': directory } })
const imports = wasi.getImportObject() as { wasi_snapshot_preview1: Record<string, unknown> }
// A job needs no links, and without them there is none that could lead out of its directory.
for (const name of ['path_symlink', 'path_link', 'sock_accept', 'sock_recv', 'sock_send', 'sock_shutdown']) {
  imports.wasi_snapshot_preview1[name] = () => ERRNO_NOTCAPABLE
}

const frame = Buffer.alloc(FRAME_HEADER + FRAME_BYTES)
/** The program's descriptors that are its stdout and stderr, also after it has closed or renumbered some. */
const streams = new Map([
  [1, 1],
  [2, 2],
])
let memory: WebAssembly.Memory | undefined

function sendFrame(stream: number, length: number): void {
  frame[0] = stream
  frame.writeUInt32LE(length, 1)
  const end = FRAME_HEADER + length
  for (let at = 0; at < end; ) at += writeSync(OUTPUT, frame, at, end - at)
}

/** Sends what a list of buffers in the program's memory has, and notes in its memory how much that was. */
function writeStream(stream: number, list: number, count: number, written: number): number {
  const view = new DataView((memory as WebAssembly.Memory).buffer)
  let sent = 0
  let used = 0
  for (let index = 0; index < count; index++) {
    const from = view.getUint32(list + index * 8, true)
    const length = view.getUint32(list + index * 8 + 4, true)
    const bytes = new Uint8Array(view.buffer, from, length)
    for (let at = 0; at < length; ) {
      const taken = Math.min(length - at, FRAME_BYTES - used)
      frame.set(bytes.subarray(at, at + taken), FRAME_HEADER + used)
      used += taken
      at += taken
      sent += taken
      if (used < FRAME_BYTES) continue
      sendFrame(stream, used)
      used = 0
    }
  }
  if (used > 0) sendFrame(stream, used)
  view.setUint32(written, sent, true)
  return 0
}

type Call = (...args: number[]) => number
const calls = imports.wasi_snapshot_preview1 as Record<string, Call>
if (hostPath !== '') {
  const { makeDeterministic } = (await import(hostPath)) as typeof import('./deterministicHost.js')
  makeDeterministic(calls, seed, () => memory)
}
const {
  fd_write: fdWrite,
  fd_close: fdClose,
  fd_renumber: fdRenumber,
} = calls as Record<'fd_write' | 'fd_close' | 'fd_renumber', Call>
// Through one pipe, and with the stream's number, so that the two streams keep the order of their writes.
calls.fd_write = (fd = 0, list = 0, count = 0, written = 0) => {
  const stream = streams.get(fd)
  if (stream === undefined || !memory) return fdWrite(fd, list, count, written)
  try {
    return writeStream(stream, list >>> 0, count >>> 0, written >>> 0)
  } catch (error) {
    return error instanceof RangeError ? ERRNO_FAULT : ERRNO_PIPE
  }
}
calls.fd_close = (fd = 0) => {
  const result = fdClose(fd)
  if (result === 0) streams.delete(fd)
  return result
}
calls.fd_renumber = (from = 0, to = 0) => {
  const result = fdRenumber(from, to)
  if (result !== 0 || from === to) return result
  const stream = streams.get(from)
  streams.delete(from)
  streams.delete(to)
  if (stream !== undefined) streams.set(to, stream)
  return result
}

/** Errors of the machine under the program: no space, quota, a failing disk, a read-only one. */
const FAULTS = new Map([
  [51, 'ENOSPC'],
  [19, 'EDQUOT'],
  [29, 'EIO'],
  [69, 'EROFS'],
])
let faulty = false
for (const name of [
  ...['fd_write', 'fd_pwrite', 'fd_allocate', 'fd_filestat_set_size', 'fd_sync', 'fd_datasync'],
  ...['path_open', 'path_create_directory', 'path_rename'],
]) {
  const call = calls[name] as Call
  calls[name] = (...args) => {
    const result = call(...args)
    if (!faulty && FAULTS.has(result)) {
      faulty = true
      report({ fault: FAULTS.get(result) })
    }
    return result
  }
}

let instance: WebAssembly.Instance | undefined
try {
  instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(programPath)), imports as WebAssembly.Imports)
} catch (error) {
  // A module may run code of its own while it is made: what goes wrong then has taken the node's time.
  const refused = error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError
  report(refused ? { refused: String(error) } : { started: true, trap: String(error), memoryBytes: 0 })
}
if (instance) {
  const exported = instance.exports.memory
  if (!(exported instanceof WebAssembly.Memory) || typeof instance.exports._start !== 'function') {
    report({ refused: 'expected a WASI command, which exports _start and memory' })
  } else {
    memory = exported
    report({ started: true })
    try {
      report({ exitCode: wasi.start(instance) })
    } catch (error) {
      report({ trap: String(error), memoryBytes: memory.buffer.byteLength })
    }
    const { user, system } = process.cpuUsage()
    report({ cpuSeconds: (user + system) / 1_000_000 })
  }
}
