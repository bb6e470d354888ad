// Files of the job's own directory, over WASI preview 1. AssemblyScript.
import {
  errno,
  errnoToString,
  fd_close,
  fd_read,
  fd_write,
  lookupflags,
  oflags,
  path_open,
  path_rename,
  rights,
} from '@assemblyscript/wasi-shim/assembly/bindings/wasi_snapshot_preview1'

/** The one directory a job is given. */
const JOB_DIRECTORY: u32 = 3

const CHUNK: i32 = 65536

/** Ends the program as a failed run: a line for people, then the exit code. */
export function fail(message: string): void {
  process.stderr.write(message + '\n')
  process.exit(1)
}

/** Opens a file and returns its descriptor, or the negated WASI error. */
export function tryOpen(name: string, write: bool): i32 {
  const path = String.UTF8.encode(name)
  const out = new StaticArray<u32>(1)
  const flags: u16 = write ? <u16>(oflags.CREAT | oflags.TRUNC) : 0
  const wanted: u64 = write ? rights.FD_WRITE : rights.FD_READ
  const error = path_open(
    JOB_DIRECTORY,
    lookupflags.SYMLINK_FOLLOW,
    changetype<usize>(path),
    path.byteLength,
    flags,
    wanted,
    0,
    0,
    changetype<usize>(out),
  )
  return error == errno.SUCCESS ? <i32>out[0] : -(<i32>error)
}

function open(name: string, write: bool): i32 {
  const fd = tryOpen(name, write)
  if (fd < 0) fail('cannot open ' + name + ': ' + errnoToString(<errno>-fd))
  return fd
}

/** How many bytes can be read from an open file at once; 0 at its end, and for a folder. */
export function readSome(fd: i32): i32 {
  const bytes = new Uint8Array(CHUNK)
  const vector = new StaticArray<usize>(2)
  const count = new StaticArray<usize>(1)
  vector[0] = bytes.dataStart
  vector[1] = bytes.length
  return fd_read(fd, changetype<usize>(vector), 1, changetype<usize>(count)) == errno.SUCCESS ? <i32>count[0] : 0
}

/** The whole file. */
export function readFile(name: string): Uint8Array {
  const fd = open(name, false)
  let bytes = new Uint8Array(CHUNK)
  let length = 0
  const vector = new StaticArray<usize>(2)
  const count = new StaticArray<usize>(1)
  while (true) {
    if (length == bytes.length) {
      const larger = new Uint8Array(bytes.length * 2)
      larger.set(bytes)
      bytes = larger
    }
    vector[0] = bytes.dataStart + length
    vector[1] = bytes.length - length
    const error = fd_read(fd, changetype<usize>(vector), 1, changetype<usize>(count))
    if (error != errno.SUCCESS) fail('cannot read ' + name + ': ' + errnoToString(error))
    if (count[0] == 0) break
    length += <i32>count[0]
  }
  fd_close(fd)
  return bytes.subarray(0, length)
}

/** Reads a text. */
export function readText(name: string): string {
  const bytes = readFile(name)
  return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length)
}

/** Whether there is a file that can be read. */
export function hasFile(name: string): bool {
  const fd = tryOpen(name, false)
  if (fd >= 0) fd_close(fd)
  return fd >= 0
}

/** Creates or replaces the file. */
export function writeFile(name: string, bytes: Uint8Array): void {
  const fd = open(name, true)
  appendTo(fd, bytes, name)
  fd_close(fd)
}

/** Puts a file in another one's place at once: a reader sees the old file or the whole new one. */
export function renameFile(from: string, to: string): void {
  const old = String.UTF8.encode(from)
  const fresh = String.UTF8.encode(to)
  const error = path_rename(
    JOB_DIRECTORY,
    changetype<usize>(old),
    old.byteLength,
    JOB_DIRECTORY,
    changetype<usize>(fresh),
    fresh.byteLength,
  )
  if (error != errno.SUCCESS) fail('cannot rename ' + from + ': ' + errnoToString(error))
}

/** Writes all bytes to an open file. */
export function appendTo(fd: i32, bytes: Uint8Array, name: string): void {
  const vector = new StaticArray<usize>(2)
  const count = new StaticArray<usize>(1)
  let done = 0
  while (done < bytes.length) {
    vector[0] = bytes.dataStart + done
    vector[1] = bytes.length - done
    const error = fd_write(fd, changetype<usize>(vector), 1, changetype<usize>(count))
    if (error != errno.SUCCESS) fail('cannot write ' + name + ': ' + errnoToString(error))
    done += <i32>count[0]
  }
}

export function writeText(name: string, text: string): void {
  writeFile(name, Uint8Array.wrap(String.UTF8.encode(text)))
}

/** The argument at `index` (0 is the program's name), or the fallback. */
export function argument(index: i32, fallback: string): string {
  return index < process.argv.length ? process.argv[index] : fallback
}

/** The argument as a whole number of at least `least`; ends the program otherwise. */
export function intArgument(index: i32, fallback: i32, least: i32): i32 {
  const text = argument(index, fallback.toString())
  const value = <i32>parseInt(text)
  if (isNaN(parseInt(text)) || value < least)
    fail('expected a whole number of at least ' + least.toString() + ', got ' + text)
  return value
}
