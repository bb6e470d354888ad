// Finds the longest Collatz chain of all starts below a number: halve an even number, take 3n + 1 of an odd one, down
// to 1. The whole state of this long computation is three numbers, written to state.bin again and again. A run that
// finds them goes on from there. AssemblyScript.
import { fail, intArgument, readFile, renameFile, tryOpen, writeFile, writeText } from '../common/files'
import { fd_close } from '@assemblyscript/wasi-shim/assembly/bindings/wasi_snapshot_preview1'

const STATE = 'state.bin'
const FRESH = 'state.new'
/** Starts between two checkpoints: some tenths of a second. */
const STEP: u64 = 250_000

const below = <u64>intArgument(1, 20_000_000, 2)
let next: u64 = 1
let bestStart: u64 = 1
let bestLength: u64 = 0

/** Numbers of a chain, the start and the 1 included. */
function lengthOf(start: u64): u64 {
  let length: u64 = 1
  for (let n = start; n != 1; length++) n = n & 1 ? 3 * n + 1 : n >> 1
  return length
}

function restore(): void {
  const fd = tryOpen(STATE, false)
  if (fd < 0) return
  fd_close(fd)
  const bytes = readFile(STATE)
  if (bytes.length != 24) fail('expected 24 bytes in ' + STATE + ', got ' + bytes.length.toString())
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  next = view.getUint64(0, true)
  bestStart = view.getUint64(8, true)
  bestLength = view.getUint64(16, true)
  if (next < 1 || next > below) fail('expected a state of a search below ' + below.toString())
}

/** Beside, and renamed: a checkpoint that is taken at any moment is whole. */
function keep(): void {
  const bytes = new Uint8Array(24)
  const view = new DataView(bytes.buffer)
  view.setUint64(0, next, true)
  view.setUint64(8, bestStart, true)
  view.setUint64(16, bestLength, true)
  writeFile(FRESH, bytes)
  renameFile(FRESH, STATE)
}

restore()
console.log('starts at ' + next.toString() + ' of ' + below.toString())
while (next < below) {
  const end = min(next + STEP, below)
  for (; next < end; next++) {
    const length = lengthOf(next)
    if (length <= bestLength) continue
    bestStart = next
    bestLength = length
  }
  keep()
  console.log(((next * 100) / below).toString() + ' %')
}
writeText(
  'longest.json',
  '{"below":' + below.toString() + ',"start":' + bestStart.toString() + ',"length":' + bestLength.toString() + '}\n',
)
