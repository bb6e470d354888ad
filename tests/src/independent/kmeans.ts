import { kmeans } from 'ml-kmeans'

interface Clusters {
  readonly columns: readonly string[]
  readonly rows: number
  readonly inertia: number
  readonly clusters: readonly { readonly centre: readonly number[]; readonly rows: number }[]
  readonly assignments: readonly number[]
}

/** Relative difference allowed between two programs' floating-point sums. */
const TOLERANCE = 1e-9

function near(actual: number | undefined, expected: number): boolean {
  return actual !== undefined && Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected))
}

/**
 * Checks the result of the k-means example against the npm library ml-kmeans, started from the same centres.
 * @throws Error when a centre, a cluster's size, an assignment or the inertia differs.
 */
export function verifyKmeans(result: Uint8Array, input: Uint8Array, k = 4): void {
  const fail = (message: string): never => {
    throw new Error(`k-means: ${message}`)
  }
  const actual = JSON.parse(new TextDecoder().decode(result)) as Clusters
  const [header = '', ...lines] = new TextDecoder().decode(input).trim().split('\n')
  const points = lines.map((line) => line.split(',').map(Number))
  const expected = kmeans(points, k, { initialization: points.slice(0, k), maxIterations: 1_000, tolerance: 0 })

  if (actual.columns.join() !== header) fail(`expected columns ${header}, got ${actual.columns}`)
  if (actual.rows !== points.length) fail(`expected ${points.length} rows, got ${actual.rows}`)
  if (actual.assignments.join() !== expected.clusters.join()) fail('the assignments differ')
  if (actual.clusters.length !== k) fail(`expected ${k} clusters, got ${actual.clusters.length}`)
  actual.clusters.forEach((cluster, j) => {
    const centre = expected.centroids[j] ?? []
    if (cluster.centre.length !== centre.length || !centre.every((value, c) => near(cluster.centre[c], value))) {
      fail(`cluster ${j}: expected centre ${centre}, got ${cluster.centre}`)
    }
    const rows = expected.clusters.filter((n) => n === j).length
    if (cluster.rows !== rows) fail(`cluster ${j}: expected ${rows} rows, got ${cluster.rows}`)
  })
  const inertia = points.reduce((sum, point, r) => {
    const centre = expected.centroids[expected.clusters[r] ?? 0] ?? []
    return sum + point.reduce((s, value, c) => s + (value - (centre[c] ?? 0)) ** 2, 0)
  }, 0)
  if (!near(actual.inertia, inertia)) fail(`expected inertia ${inertia}, got ${actual.inertia}`)
}
