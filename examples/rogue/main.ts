// Misbehaves on request: for tests of the executor's limits. AssemblyScript.
import {
  environ_sizes_get,
  clock_time_get,
  clockid,
  errno,
  errnoToString,
  eventtype,
  fd_filestat_get,
  fd_readdir,
  filestat,
  lookupflags,
  path_create_directory,
  path_filestat_get,
  path_symlink,
  poll_oneoff,
  random_get,
} from '@assemblyscript/wasi-shim/assembly/bindings/wasi_snapshot_preview1'
import { appendTo, argument, intArgument, readSome, tryOpen, writeFile, writeText } from '../common/files'

let mode = argument(1, '')
const keep: Uint8Array[] = []

// Sleeps: a program that shows for a while how far it is takes no core from the machine.
function wait(ms: u64): void {
  const subscription = new StaticArray<u8>(48)
  const at = changetype<usize>(subscription)
  store<u8>(at, <u8>eventtype.CLOCK, 8)
  store<u32>(at, <u32>clockid.MONOTONIC, 16)
  store<u64>(at, ms * 1_000_000, 24)
  const event = new StaticArray<u8>(32)
  const count = new StaticArray<usize>(1)
  poll_oneoff(at, changetype<usize>(event), 1, changetype<usize>(count))
}

function outcome(what: string, error: i32): void {
  console.log(what + ' ' + (error == 0 ? 'SUCCESS' : errnoToString(<errno>error)))
}

function attempt(name: string): void {
  const read = tryOpen(name, false)
  outcome('read ' + name, read < 0 ? -read : 0)
  if (read >= 0 && readSome(read) > 0) console.log('CONTENT of ' + name)
  const write = tryOpen(name, true)
  outcome('write ' + name, write < 0 ? -write : 0)
}

function link(target: string, name: string): void {
  const from = String.UTF8.encode(target)
  const to = String.UTF8.encode(name)
  outcome(
    'link ' + target,
    path_symlink(changetype<usize>(from), from.byteLength, 3, changetype<usize>(to), to.byteLength),
  )
}

// Writes a result before the way to end that the next argument names.
if (mode == 'partial') {
  writeText('partial.txt', 'the first half\n')
  mode = argument(2, 'exit')
}

function clock(which: u32): void {
  const moment = new StaticArray<u64>(1)
  clock_time_get(which, 1, changetype<usize>(moment))
  console.log('clock ' + which.toString() + ' ' + moment[0].toString())
}

function record(what: string, stat: StaticArray<u64>): void {
  let line = what
  for (let i = 0; i < stat.length; i++) line += ' ' + stat[i].toString()
  console.log(line)
}

// Shows all by which a program can tell one machine, or one moment, from another.
function showWorld(): void {
  for (let which: u32 = 0; which < 4; which++) clock(which)
  wait(30)
  clock(1)
  const random = new Uint8Array(32)
  random_get(random.dataStart, random.length)
  console.log('random ' + random.toString())
  random_get(random.dataStart, 5)
  console.log('random ' + random.toString())
  for (let i = 40; i > 0; i--) writeText('file' + ((i * 7) % 41).toString(), i.toString())
  const folder = String.UTF8.encode('folder')
  path_create_directory(3, changetype<usize>(folder), folder.byteLength)
  const stat = new StaticArray<u64>(8)
  const names = ['file1', 'folder', 'input.txt', '.']
  for (let i = 0; i < names.length; i++) {
    const name = String.UTF8.encode(names[i])
    const flags = lookupflags.SYMLINK_FOLLOW
    path_filestat_get(3, flags, changetype<usize>(name), name.byteLength, changetype<filestat>(stat))
    record('stat ' + names[i], stat)
  }
  stat.fill(0)
  fd_filestat_get(3, changetype<filestat>(stat))
  record('open folder', stat)
  // A buffer that holds few entries, so that the folder is read in several calls.
  const entries = new Uint8Array(200)
  const used = new StaticArray<usize>(1)
  let cookie: u64 = 0
  for (let more = true; more; ) {
    fd_readdir(3, entries.dataStart, entries.length, cookie, changetype<usize>(used))
    more = used[0] == <usize>entries.length
    for (let at: usize = 0; at + 24 <= used[0]; ) {
      const length = load<u32>(entries.dataStart + at, 16)
      if (at + 24 + length > used[0]) break
      const name = String.UTF8.decodeUnsafe(entries.dataStart + at + 24, length)
      console.log('entry ' + name + ' ' + load<u64>(entries.dataStart + at, 8).toString())
      cookie = load<u64>(entries.dataStart + at)
      at += 24 + length
    }
  }
}

if (mode == 'loop') {
  console.log('looping')
  while (true) {}
} else if (mode == 'memory') {
  while (true) keep.push(new Uint8Array(1 << 20).fill(1))
} else if (mode == 'big-memory') {
  keep.push(new Uint8Array(900 << 20))
  console.log('got it')
} else if (mode == 'flood-log') {
  while (true) console.log('a line that is printed again and again')
} else if (mode == 'lines') {
  // As fast as it can: short lines, many in each write.
  const count = intArgument(2, 1_000, 0)
  let text = ''
  for (let i = 1; i <= count; i++) {
    text += 'line ' + i.toString() + '\n'
    if (i % 100 == 0 || i == count) {
      process.stdout.write(text)
      text = ''
    }
  }
} else if (mode == 'progress') {
  // Four steps of so many milliseconds, and an open line that has its end after a time of its own.
  const step = intArgument(2, 1_000, 0)
  const last = intArgument(3, 1_000, 0)
  for (let percent = 25; percent <= 100; percent += 25) {
    process.stdout.write(percent.toString() + ' %\r')
    wait(step)
  }
  process.stdout.write('done, name: ')
  wait(last)
  process.stdout.write('x')
} else if (mode == 'both') {
  const count = intArgument(2, 100, 0)
  for (let i = 0; i < count; i++) {
    process.stdout.write('out ' + i.toString() + '\n')
    process.stderr.write('error ' + i.toString() + '\n')
  }
} else if (mode == 'emojis') {
  // One line: emojis at each place where a part of it could end.
  process.stdout.write('x' + '\u{1f600}'.repeat(intArgument(2, 10_000, 0)) + '\n')
} else if (mode == 'flood-file') {
  const fd = tryOpen('flood.bin', true)
  while (true) appendTo(fd, new Uint8Array(1 << 20), 'flood.bin')
} else if (mode == 'flood-many') {
  for (let i = 0; ; i++) writeFile('flood' + i.toString(), new Uint8Array(1 << 20))
} else if (mode == 'flood-folders') {
  for (let i = 0; ; i++) {
    const name = String.UTF8.encode('folder' + i.toString())
    path_create_directory(3, changetype<usize>(name), name.byteLength)
  }
} else if (mode == 'escape') {
  for (let i = 2; i < process.argv.length; i++) attempt(process.argv[i])
  link('/etc/passwd', 'absolute-link')
  link('../secret.txt', 'relative-link')
  attempt('relative-link')
} else if (mode == 'environment') {
  const sizes = new StaticArray<usize>(2)
  environ_sizes_get(changetype<usize>(sizes), changetype<usize>(sizes) + sizeof<usize>())
  console.log('variables ' + sizes[0].toString())
} else if (mode == 'exit') {
  process.stderr.write('leaving\n')
  process.exit(intArgument(2, 1, 0))
} else if (mode == 'trap') {
  unreachable()
} else if (mode == 'world') {
  showWorld()
} else if (mode == 'arguments') {
  for (let i = 0; i < process.argv.length; i++) console.log(process.argv[i])
} else {
  process.stderr.write('unknown mode ' + mode + '\n')
  process.exit(2)
}
