// Runs for a number of seconds by the clock and prints a line each second: for tests that need a job to be busy.
// AssemblyScript.
import { intArgument, writeText } from '../common/files'

const seconds = intArgument(1, 10, 0)
const start = process.hrtime()
for (let second = 1; second <= seconds; second++) {
  while (process.hrtime() - start < <u64>second * 1_000_000_000) {}
  console.log('second ' + second.toString() + ' of ' + seconds.toString())
}
writeText('slept.txt', seconds.toString() + '\n')
