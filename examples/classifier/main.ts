// Logistic regression of two classes of points in the plane: one program for the steps of a graph. AssemblyScript.
//   prepare N SEED          draws N points: four fifths to train.csv, the rest to test.csv; lines "x,y,label"
//   train RATE DECAY STEPS  fits train.csv by gradient descent; writes model.txt: "rate decay bias weightX weightY"
//   evaluate                measures models/0/model.txt, models/1/model.txt, … by test.csv; writes report.json
// A model minimises the mean of log(1 + exp(−s·z)) + decay / 2 · (weightX² + weightY²), where z = bias + weightX·x +
// weightY·y and s is 1 for label 1, −1 for label 0.
import { argument, fail, hasFile, intArgument, readText, writeText } from '../common/files'

class Points {
  x: f64[] = []
  y: f64[] = []
  label: f64[] = []
}

function readPoints(name: string): Points {
  const points = new Points()
  const lines = readText(name).split('\n')
  for (let i = 0; i < lines.length; i++) {
    const cells = lines[i].split(',')
    if (cells.length != 3) continue
    points.x.push(parseFloat(cells[0]))
    points.y.push(parseFloat(cells[1]))
    points.label.push(parseFloat(cells[2]))
  }
  if (points.x.length == 0) fail('expected lines "x,y,label" in ' + name)
  return points
}

let state: u64 = 0
/** A number in [0, 1). */
function uniform(): f64 {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return <f64>state / 2_147_483_648
}

/** Near a normal distribution: the sum of twelve. */
function normal(): f64 {
  let sum: f64 = -6
  for (let i = 0; i < 12; i++) sum += uniform()
  return sum
}

function prepare(): void {
  const count = intArgument(2, 500, 10)
  state = <u64>intArgument(3, 1, 0)
  const train: string[] = []
  const test: string[] = []
  for (let i = 0; i < count; i++) {
    const label = uniform() < 0.5 ? 0 : 1
    // Two clouds that overlap: no line keeps them apart.
    const x = normal() + (label == 1 ? 1.0 : -1.0)
    const y = 0.5 * normal() + (label == 1 ? -0.4 : 0.6)
    const line = x.toString() + ',' + y.toString() + ',' + label.toString()
    if (i % 5 == 4) test.push(line)
    else train.push(line)
  }
  writeText('train.csv', train.join('\n') + '\n')
  writeText('test.csv', test.join('\n') + '\n')
  console.log(train.length.toString() + ' points to train, ' + test.length.toString() + ' to test')
}

/** log(1 + exp(v)), also where exp would be infinite. */
function softplus(v: f64): f64 {
  return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v))
}

function train(): void {
  const rate = parseFloat(argument(2, '0.5'))
  const decay = parseFloat(argument(3, '0'))
  const steps = intArgument(4, 1_000, 1)
  const points = readPoints('train.csv')
  const count = points.x.length
  let bias: f64 = 0
  let weightX: f64 = 0
  let weightY: f64 = 0
  for (let step = 0; step < steps; step++) {
    let slope: f64 = 0
    let slopeX: f64 = decay * weightX * <f64>count
    let slopeY: f64 = decay * weightY * <f64>count
    for (let i = 0; i < count; i++) {
      const z = bias + weightX * points.x[i] + weightY * points.y[i]
      const error = 1 / (1 + Math.exp(-z)) - points.label[i]
      slope += error
      slopeX += error * points.x[i]
      slopeY += error * points.y[i]
    }
    bias -= (rate * slope) / <f64>count
    weightX -= (rate * slopeX) / <f64>count
    weightY -= (rate * slopeY) / <f64>count
    if ((step + 1) % max(steps / 4, 1) == 0) console.log('step ' + (step + 1).toString() + ' of ' + steps.toString())
  }
  const parts = [rate, decay, bias, weightX, weightY]
  writeText('model.txt', parts.map<string>((part) => part.toString()).join(' ') + '\n')
}

function evaluate(): void {
  const points = readPoints('test.csv')
  const count = points.x.length
  const rows: string[] = []
  let best = -1
  let least: f64 = Infinity
  for (let at = 0; hasFile('models/' + at.toString() + '/model.txt'); at++) {
    const parts = readText('models/' + at.toString() + '/model.txt')
      .trim()
      .split(' ')
    if (parts.length != 5) fail('expected five numbers in model ' + at.toString())
    const bias = parseFloat(parts[2])
    const weightX = parseFloat(parts[3])
    const weightY = parseFloat(parts[4])
    let right = 0
    let loss: f64 = 0
    for (let i = 0; i < count; i++) {
      const z = bias + weightX * points.x[i] + weightY * points.y[i]
      if (z > 0 == points.label[i] > 0.5) right++
      loss += softplus(points.label[i] > 0.5 ? -z : z)
    }
    loss /= <f64>count
    if (loss < least) {
      least = loss
      best = at
    }
    rows.push('{"right":' + right.toString() + ',"of":' + count.toString() + ',"loss":' + loss.toString() + '}')
  }
  if (best < 0) fail('expected models/0/model.txt, found none')
  writeText('report.json', '{"best":' + best.toString() + ',"models":[' + rows.join(',') + ']}\n')
}

const step = argument(1, 'train')
if (step == 'prepare') prepare()
else if (step == 'train') train()
else if (step == 'evaluate') evaluate()
else fail('expected prepare, train or evaluate, got ' + step)
