/** A point of the plane with its class, 0 or 1. */
type Point = readonly [x: number, y: number, label: number]

const pointsOf = (csv: string): Point[] =>
  csv
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number) as unknown as Point)

/** Solves a system of three equations by Cramer's rule. */
function solve(matrix: readonly number[][], right: readonly number[]): number[] {
  const det = (m: readonly number[][]): number => {
    const [[a = 0, b = 0, c = 0] = [], [d = 0, e = 0, f = 0] = [], [g = 0, h = 0, i = 0] = []] = m
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  }
  const whole = det(matrix)
  return [0, 1, 2].map((column) => {
    const replaced = matrix.map((row, at) => row.map((cell, index) => (index === column ? (right[at] ?? 0) : cell)))
    return det(replaced) / whole
  })
}

/** The regression's only minimum: bias and two weights, by Newton's method. */
function fit(points: readonly Point[], decay: number): number[] {
  let weights = [0, 0, 0]
  for (let step = 0; step < 30; step++) {
    const gradient = [0, decay * (weights[1] ?? 0), decay * (weights[2] ?? 0)]
    const hessian = [
      [0, 0, 0],
      [0, decay, 0],
      [0, 0, decay],
    ]
    for (const [x, y, label] of points) {
      const features = [1, x, y]
      const z = features.reduce((sum, feature, at) => sum + feature * (weights[at] ?? 0), 0)
      const p = 1 / (1 + Math.exp(-z))
      for (const [row, feature] of features.entries()) {
        gradient[row] = (gradient[row] ?? 0) + ((p - label) * feature) / points.length
        for (const [column, other] of features.entries()) {
          const cells = hessian[row] as number[]
          cells[column] = (cells[column] ?? 0) + (p * (1 - p) * feature * other) / points.length
        }
      }
    }
    const move = solve(hessian, gradient)
    weights = weights.map((weight, at) => weight - (move[at] ?? 0))
  }
  return weights
}

function assertThat(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(`classifier: ${message()}`)
}

/**
 * Checks the results of the example `classifier`: each model against the minimum that another method finds, and the
 * report against each model's own figures on the points for the test.
 * @throws Error at the first difference
 */
export function verifyClassifier(files: {
  readonly train: string
  readonly test: string
  readonly models: readonly string[]
  readonly report: string
}): void {
  const [train, test] = [pointsOf(files.train), pointsOf(files.test)]
  assertThat(train.length === 400 && test.length === 100, () => `got ${train.length} and ${test.length} points`)
  const seen = new Set(train.map(String))
  assertThat(!test.some((point) => seen.has(String(point))), () => 'a point is in both files')
  const report = JSON.parse(files.report) as { best: number; models: { right: number; of: number; loss: number }[] }
  assertThat(report.models.length === files.models.length, () => `the report has ${report.models.length} models`)
  const losses = files.models.map((text, index) => {
    const [, decay = 0, ...weights] = text.trim().split(' ').map(Number)
    for (const [at, expected] of fit(train, decay).entries()) {
      const got = weights[at] ?? Number.NaN
      assertThat(Math.abs(got - expected) < 2e-3, () => `weight ${at} of model ${index} is ${got}, not ${expected}`)
    }
    const scores = test.map(([x, y, label]) => {
      const z = (weights[0] ?? 0) + (weights[1] ?? 0) * x + (weights[2] ?? 0) * y
      const p = 1 / (1 + Math.exp(-z))
      return { isRight: p > 0.5 === (label === 1), loss: -Math.log(label === 1 ? p : 1 - p) }
    })
    const right = scores.filter(({ isRight }) => isRight).length
    const loss = scores.reduce((sum, one) => sum + one.loss, 0) / test.length
    const told = report.models[index]
    assertThat(told?.right === right && told.of === test.length, () => `model ${index} has ${right} right`)
    assertThat(Math.abs((told?.loss ?? 0) - loss) < 1e-9, () => `the loss of model ${index} is ${loss}`)
    assertThat(right > 75, () => `model ${index} is no better than ${right} of 100`)
    return loss
  })
  const least = Math.min(...losses)
  assertThat(Math.abs((losses[report.best] ?? 0) - least) < 1e-9, () => `model ${report.best} is not the best`)
}
