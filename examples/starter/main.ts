// Adds up a file of whole numbers, one in each line. AssemblyScript: https://www.assemblyscript.org.
import { argument, fail, readFile, writeText } from '../common/files'

const name = argument(1, 'numbers.txt')
const lines = String.UTF8.decode(readFile(name).slice().buffer).split('\n')

let count = 0
let sum: i64 = 0
let smallest: i64 = i64.MAX_VALUE
let largest: i64 = i64.MIN_VALUE
for (let i = 0; i < lines.length; i++) {
  const line = lines[i].trim()
  if (line.length == 0) continue
  const number = I64.parseInt(line)
  if (number.toString() != line) fail(name + ':' + (i + 1).toString() + ': expected a whole number, got ' + line)
  count++
  sum += number
  if (number < smallest) smallest = number
  if (number > largest) largest = number
}
if (count == 0) fail(name + ': expected one number at least, got none')

writeText(
  'summary.json',
  '{"count":' +
    count.toString() +
    ',"sum":' +
    sum.toString() +
    ',"smallest":' +
    smallest.toString() +
    ',"largest":' +
    largest.toString() +
    '}\n',
)
// Lines of the job's log: aiigo logs JOB.
console.log('added up ' + count.toString() + ' numbers')
