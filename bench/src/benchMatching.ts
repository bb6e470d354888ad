import { type MatchIndex, reputationTerm, startMatchIndex, verifiedPowerTerm } from '@aiigo/matching'
import { addNode, type Columns, createColumns } from './matching/columns.js'
import { hyperplaneTimes } from './matching/hyperplane.js'
import { makePages } from './matching/makeNode.js'
import { type BenchRequest, CLASSES, makeRequests, PROFILE_NAMES } from './matching/makeRequests.js'
import { createObjectsSide } from './matching/objectsSide.js'
import type { PostgresServer } from './matching/postgresServer.js'
import { createPostgresSide, DESIGNS, type Design, fillMarket, useDesign } from './matching/postgresSide.js'
import { createRandom } from './matching/random.js'
import type { Ranked, Side } from './matching/sides.js'
import { compileDenseScan, createSimdSide } from './matching/simdSide.js'
import { bestTimesOf, quantile, sum, timesOf } from './matching/timing.js'
import { createTypedSide } from './matching/typedSide.js'
import { measureUpdates } from './matching/updates.js'

const K = 20
const NODES = 1_000_000
const SIZES = [10_000, 100_000]
const CURVE = [1_000, 10_000, 100_000, 1_000_000]
/** Requests of each class. */
const EACH = 170
const ROUNDS = 5
/** Until everything is compiled as well as it will be. */
const WARM_ROUNDS = 10
/** Of every so-manieth request, to choose PostgreSQL's indexes. */
const TRIAL = 20

type Say = (line: string) => void

interface Market {
  index: MatchIndex
  columns: Columns
  objects: ReturnType<typeof createObjectsSide> | null
  buildSeconds: number
}

/**
 * The index beside what one would write instead: filter and sort over objects, a typed-array scan, a dense SIMD scan
 * and PostgreSQL, on the same market and the same distinct requests; every answer compared. Times in microseconds,
 * ratios of summed time.
 */
export async function benchMatching(say: Say): Promise<Record<string, unknown>> {
  const nodes = Number(process.argv.find((argument) => argument.startsWith('--nodes='))?.slice(8) ?? NODES)
  const scan = await compileDenseScan()
  const requests = makeRequests(createRandom(2), EACH)
  let mismatches = 0
  const compare = (name: string, expected: readonly Ranked[], got: readonly Ranked[]): void => {
    const same =
      expected.length === got.length &&
      expected.every(({ nodeId, points }, i) => nodeId === got[i]?.nodeId && points === got[i]?.points)
    if (same) return
    mismatches++
    say(`${name} differs: ${JSON.stringify(expected.slice(0, 2))} but ${JSON.stringify(got.slice(0, 2))}`)
  }

  const sizes: Record<string, unknown> = {}
  const curve: Record<string, number> = {}
  for (const size of [...new Set([...CURVE, ...SIZES])].filter((size) => size < nodes)) {
    const { index, columns } = makeMarket(size, false)
    const typed = createTypedSide(columns)
    const simd = createSimdSide(scan, columns, false)
    timesOf(requests.length, WARM_ROUNDS, (i) => index.match(at(requests, i).request, K))
    const own = timesOf(requests.length, ROUNDS, (i) => index.match(at(requests, i).request, K))
    const typedTimes = timesOf(requests.length, ROUNDS, (i) => typed.match(at(requests, i).request, K))
    const simdTimes = timesOf(requests.length, ROUNDS, (i) => simd.match(at(requests, i).request, K))
    for (const { request } of requests) {
      const answer = index.match(request, K).ranked
      compare(`typed-array scan, ${size} nodes`, typed.match(request, K), answer)
      compare(`SIMD scan, ${size} nodes`, simd.match(request, K), answer)
    }
    curve[size] = round(sum(own) / own.length)
    if (SIZES.includes(size)) {
      sizes[size] = {
        vsScan: round(sum(typedTimes) / sum(own)),
        vsSimd: round(sum(simdTimes) / sum(own)),
        p50Us: round(quantile(own, 0.5)),
        p99Us: round(quantile(own, 0.99)),
        scanP50Us: round(quantile(typedTimes, 0.5)),
        scanP99Us: round(quantile(typedTimes, 0.99)),
        simdP50Us: round(quantile(simdTimes, 0.5)),
        simdP99Us: round(quantile(simdTimes, 0.99)),
      }
    }
    say(`${size} nodes: ${JSON.stringify(sizes[size] ?? curve[size])}`)
  }

  const { index, columns, objects, buildSeconds } = makeMarket(nodes, true)
  const { bytes } = index.stats()
  say(`${nodes} nodes built in ${buildSeconds.toFixed(2)} s, ${(bytes / nodes).toFixed(1)} bytes a node`)
  const run = (side: Side) => (i: number) => void side.match(at(requests, i).request, K)
  timesOf(requests.length, 1, (i) => index.match(at(requests, i).request, K))
  const own = timesOf(requests.length, ROUNDS, (i) => index.match(at(requests, i).request, K))
  say(`index: p50 ${round(quantile(own, 0.5))} µs, p99 ${round(quantile(own, 0.99))} µs`)
  const simd = createSimdSide(scan, columns, false)
  const simdTimes = timesOf(requests.length, ROUNDS, run(simd))
  const partitioned = createSimdSide(scan, columns, true)
  const partitionedTimes = timesOf(requests.length, ROUNDS, run(partitioned))
  const typed = createTypedSide(columns)
  timesOf(20, 1, run(typed))
  const typedTimes = timesOf(requests.length, 1, run(typed))
  say(
    `scans: SIMD ${round(sum(simdTimes) / 1000)} ms, SIMD by type ${round(sum(partitionedTimes) / 1000)} ms, typed arrays ${round(sum(typedTimes) / 1000)} ms, index ${round(sum(own) / 1000)} ms`,
  )
  const sortAll = objects as Side
  timesOf(5, 1, run(sortAll))
  const objectTimes = timesOf(requests.length, 1, run(sortAll))
  say(`filter and sort ${round(sum(objectTimes) / 1000)} ms`)
  const answers = requests.map(({ request }) => index.match(request, K).ranked)
  requests.forEach(({ request }, i) => {
    const answer = at(answers, i)
    compare('SIMD scan', simd.match(request, K), answer)
    compare('SIMD scan by type', partitioned.match(request, K), answer)
    compare('typed-array scan', typed.match(request, K), answer)
    compare('filter and sort', sortAll.match(request, K), answer)
  })
  const byClass = CLASSES.map((name) => {
    const of = (times: readonly number[]): number => sum(times.filter((_, i) => at(requests, i).class === name))
    const found = sum(answers.filter((_, i) => at(requests, i).class === name).map(({ length }) => length)) / EACH
    return {
      name,
      meanUs: round(of(own) / EACH),
      found: round(found),
      vsFilterSort: of(objectTimes) / of(own),
      vsSimd: round(of(simdTimes) / of(own)),
    }
  })
  const postgres = await measurePostgres(say, columns, requests, answers, compare)
  const profiles = Object.fromEntries(
    PROFILE_NAMES.map((profile) => {
      const these = makeRequests(createRandom(3), 30, profile)
      const times = timesOf(these.length, ROUNDS, (i) => index.match(at(these, i).request, K))
      const theirs = timesOf(these.length, ROUNDS, (i) => simd.match(at(these, i).request, K))
      return [
        profile,
        {
          p50Us: round(quantile(times, 0.5)),
          p99Us: round(quantile(times, 0.99)),
          vsSimd: round(sum(theirs) / sum(times)),
        },
      ]
    }),
  )
  const updates = measureUpdates(index, columns, requests, K, ROUNDS)
  const ties = hyperplaneTimes(scan, Math.min(nodes, 250_000), K, ROUNDS, compare)
  // A maximum over a thousand requests finds the moments in which the machine did something else: the worst are
  // measured again, the best of many rounds on both sides.
  const suspects = requests
    .map((_, i) => i)
    .sort((a, b) => at(own, b) / at(partitionedTimes, b) - at(own, a) / at(partitionedTimes, a))
    .slice(0, 20)
  const again = bestTimesOf(suspects.length, 3 * ROUNDS, (i) => index.match(at(requests, at(suspects, i)).request, K))
  const theirs = bestTimesOf(suspects.length, 3 * ROUNDS, (i) => run(partitioned)(at(suspects, i)))
  const worst = Math.max(ties.worst, ...again.map((time, i) => time / at(theirs, i)))
  curve[nodes] = round(sum(own) / own.length)

  return {
    nodes,
    k: K,
    requests: requests.length,
    vsFilterSort: round(sum(objectTimes) / sum(own)),
    vsScan: round(sum(typedTimes) / sum(own)),
    vsSimd: round(sum(simdTimes) / sum(own)),
    vsPostgres: round(postgres.total / sum(own)),
    worstClassVsFilterSort: round(Math.min(...byClass.map(({ vsFilterSort }) => vsFilterSort))),
    p50Us: round(quantile(own, 0.5)),
    p99Us: round(quantile(own, 0.99)),
    updatesPerSecond: updates.perSecond,
    p99UnderUpdatesVsIdle: updates.p99VsIdle,
    worstVsSimd: round(worst),
    bytesPerNode: round(bytes / nodes),
    buildSeconds: round(buildSeconds),
    exactMismatches: mismatches,
    sizes,
    classes: Object.fromEntries(
      byClass.map(({ name, vsFilterSort, ...rest }) => [name, { ...rest, vsFilterSort: round(vsFilterSort) }]),
    ),
    profiles,
    updatesPerSecondWhileMatching: updates.whileMatching,
    postgresDesign: postgres.design,
    tiesVsSimd: round(ties.worst),
    curveMeanUs: curve,
  }
}

/**
 * The index takes its nodes page by page, as a process does that reads them from its database; what it does with them
 * is its build time, what it takes to make them is not. The objects are made in a pass of their own, from the same
 * nodes again: a million of them on the heap would make every collection of garbage longer, which is none of the
 * index's time.
 */
function makeMarket(size: number, withObjects: boolean): Market {
  const columns = createColumns(size)
  let milliseconds = 0
  let began = performance.now()
  const loader = startMatchIndex()
  milliseconds += performance.now() - began
  for (const page of makePages(size, createRandom(1))) {
    for (const node of page) addNode(columns, node)
    began = performance.now()
    for (const node of page) loader.add(node)
    milliseconds += performance.now() - began
  }
  began = performance.now()
  const steps = loader.finish()
  let step = steps.next()
  while (!step.done) step = steps.next()
  milliseconds += performance.now() - began
  return {
    index: step.value,
    columns,
    objects: withObjects ? makeObjects(size) : null,
    buildSeconds: milliseconds / 1_000,
  }
}

function makeObjects(size: number): ReturnType<typeof createObjectsSide> {
  const objects = createObjectsSide()
  for (const page of makePages(size, createRandom(1))) {
    for (const node of page) {
      objects.add(node, {
        reputation: reputationTerm(node.reputation),
        power: verifiedPowerTerm(node.hashesPerSecond),
      })
    }
  }
  return objects
}

async function measurePostgres(
  say: Say,
  columns: Columns,
  requests: readonly BenchRequest[],
  answers: readonly (readonly Ranked[])[],
  compare: (name: string, expected: readonly Ranked[], got: readonly Ranked[]) => void,
): Promise<{ total: number; design: Design }> {
  let server: PostgresServer | undefined
  try {
    // Only now, because it takes over the signals, and no handler could run during the scans.
    const { startPostgresServer } = await import('./matching/postgresServer.js')
    server = await startPostgresServer()
    await fillMarket(server.client, columns)
    const side = createPostgresSide(server.client, columns.models)
    const timed = async (which: readonly number[]): Promise<number> => {
      // Warm: every statement prepared, every page read.
      for (const i of which.slice(0, 60)) await side.match(at(requests, i).request, K)
      let total = 0
      for (const i of which) {
        const began = performance.now()
        const answer = await side.match(at(requests, i).request, K)
        total += (performance.now() - began) * 1_000
        compare('PostgreSQL', answer, at(answers, i))
      }
      return total
    }
    const all = requests.map((_, i) => i)
    const trial = all.filter((i) => i % TRIAL === i % CLASSES.length)
    let best: { design: Design; total: number } | undefined
    for (const design of Object.keys(DESIGNS) as Design[]) {
      await useDesign(server.client, design)
      const total = await timed(trial)
      say(`PostgreSQL, ${design}: ${round(total / trial.length / 1_000)} ms a request`)
      if (!best || total < best.total) best = { design, total }
    }
    const { design } = best as { design: Design }
    await useDesign(server.client, design)
    return { design, total: await timed(all) }
  } finally {
    await server?.stop()
  }
}

function at<Value>(values: readonly Value[], i: number): Value {
  return values[i] as Value
}

const round = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100)
