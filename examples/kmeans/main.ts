// Lloyd's k-means over the numeric columns of a CSV with a header. AssemblyScript.
// Starts from the first k rows, ends when no row changes its cluster or after the given number of rounds.
import { argument, fail, intArgument, readFile, writeText } from '../common/files'

const name = argument(1, 'points.csv')
const k = intArgument(2, 4, 1)
const maxRounds = intArgument(3, 100, 1)

const lines = String.UTF8.decodeUnsafe(readFile(name).dataStart, readFile(name).length).split('\n')
const columns = lines[0].split(',')
const width = columns.length
const values: f64[] = []
for (let i = 1; i < lines.length; i++) {
  if (lines[i].length == 0) continue
  const cells = lines[i].split(',')
  if (cells.length != width)
    fail('line ' + (i + 1).toString() + ': expected ' + width.toString() + ' cells, got ' + cells.length.toString())
  for (let c = 0; c < width; c++) {
    const value = parseFloat(cells[c])
    if (!isFinite(value)) fail('line ' + (i + 1).toString() + ': expected a number, got ' + cells[c])
    values.push(value)
  }
}
const rows = values.length / width
if (rows < k) fail('expected at least ' + k.toString() + ' rows, got ' + rows.toString())

const centroids = values.slice(0, k * width)
const cluster = new Array<i32>(rows).fill(-1)
let rounds = 0
let inertia: f64 = 0
let changed = rows
while (changed > 0 && rounds < maxRounds) {
  changed = 0
  inertia = 0
  const sums = new Array<f64>(k * width).fill(0)
  const counts = new Array<i32>(k).fill(0)
  for (let r = 0; r < rows; r++) {
    let nearest = 0
    let least: f64 = Infinity
    for (let j = 0; j < k; j++) {
      let distance: f64 = 0
      for (let c = 0; c < width; c++) {
        const d = values[r * width + c] - centroids[j * width + c]
        distance += d * d
      }
      if (distance < least) {
        least = distance
        nearest = j
      }
    }
    if (cluster[r] != nearest) {
      cluster[r] = nearest
      changed++
    }
    inertia += least
    counts[nearest] += 1
    for (let c = 0; c < width; c++) sums[nearest * width + c] += values[r * width + c]
  }
  for (let j = 0; j < k; j++) {
    // A cluster without rows stays where it is.
    if (counts[j] == 0) continue
    for (let c = 0; c < width; c++) centroids[j * width + c] = sums[j * width + c] / <f64>counts[j]
  }
  rounds++
  console.log('round ' + rounds.toString() + ': ' + changed.toString() + ' rows changed cluster')
}

const shown: string[] = []
for (let j = 0; j < k; j++) {
  let size = 0
  for (let r = 0; r < rows; r++) if (cluster[r] == j) size++
  const cells: string[] = []
  for (let c = 0; c < width; c++) cells.push(centroids[j * width + c].toString())
  shown.push('{"centre":[' + cells.join(',') + '],"rows":' + size.toString() + '}')
}
writeText(
  'clusters.json',
  '{"columns":["' +
    columns.join('","') +
    '"]' +
    ',"rows":' +
    rows.toString() +
    ',"rounds":' +
    rounds.toString() +
    ',"inertia":' +
    inertia.toString() +
    ',"clusters":[' +
    shown.join(',') +
    ']' +
    ',"assignments":[' +
    cluster.join(',') +
    ']}\n',
)
console.log('inertia ' + inertia.toString())
