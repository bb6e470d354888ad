// Counts how many of some numbers a divisor divides: one program for the steps of a graph. AssemblyScript.
//   prepare N         writes N numbers to numbers.txt
//   count D SHIFT     reads numbers.txt and writes to count.txt how many n of them have D | n + SHIFT
//   best              reads counts/0/count.txt, counts/1/count.txt, … and writes the line of the largest to best.txt
//   fail              ends with the code 3
import { argument, fail, hasFile, intArgument, readText, writeText } from '../common/files'

function prepare(): void {
  const count = intArgument(2, 1_000, 1)
  const lines: string[] = []
  let state: u64 = 42
  for (let i = 0; i < count; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    lines.push(state.toString())
  }
  writeText('numbers.txt', lines.join('\n') + '\n')
}

function count(): void {
  const divisor = <u64>intArgument(2, 3, 1)
  const shift = <u64>intArgument(3, 0, 0)
  const lines = readText('numbers.txt').split('\n')
  let found = 0
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].length > 0 && (U64.parseInt(lines[i]) + shift) % divisor == 0) found++
  }
  writeText('count.txt', divisor.toString() + ' ' + shift.toString() + ' ' + found.toString() + '\n')
}

function best(): void {
  let line = ''
  let most = -1
  let i = 0
  for (; hasFile('counts/' + i.toString() + '/count.txt'); i++) {
    const one = readText('counts/' + i.toString() + '/count.txt').trim()
    const found = <i32>parseInt(one.split(' ')[2])
    if (found <= most) continue
    most = found
    line = one
  }
  writeText('best.txt', line + ' of ' + i.toString() + '\n')
}

const step = argument(1, 'count')
if (step == 'prepare') prepare()
else if (step == 'count') count()
else if (step == 'best') best()
else if (step == 'fail') process.exit(3)
else fail('expected prepare, count, best or fail, got ' + step)
