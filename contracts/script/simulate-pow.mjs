// How well a challenge's solve time measures hash power: draws solve times from the model and estimates the power as
// PowMath does. Independent of the contract: the time to the next solution of a search that tries h hashes a second,
// one in H solving, is exponential with mean H/h; a challenge of n nonces is the sum of n. Around it: the clock of
// blocks, and what the node waits for. Fails unless PowMath.MIN_NONCES gives an error of at most 25 % in at least 95 of
// 100 challenges, and half as many doesn't.
//   npm run simulate-pow -w contracts -- [--seed 1] [--challenges 40000]
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const TOLERANCE = 0.25
const CONFIDENCE = 0.95

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, challenges: { type: 'string', default: '40000' } },
})
const challenges = Number(values.challenges)
const random = sfc32(Number(values.seed))

/** A uniform number in [0, 1) with 53 bits: small fast counter, Chris Doty-Humphrey. */
function sfc32(seed) {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, seed >>> 0, 1]
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 20; i++) next()
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000
}

const exponential = (mean) => -mean * Math.log1p(-random())
const between = (low, high) => low + (high - low) * random()

/**
 * Where a challenge runs. `aim`: expected seconds to solve it; `slot`: seconds between blocks; `sees`, `sends`: seconds
 * until the node knows the seed, and until its answer reaches those who build blocks; `missed`: the share of slots
 * without a block.
 */
const settings = [
  { name: 'an exact clock', aim: 240, slot: 0, sees: [0, 0], sends: [0, 0], missed: 0 },
  { name: 'blocks of 12 s, aim 120 s', aim: 120, slot: 12, sees: [1, 6], sends: [0.5, 3], missed: 0.01 },
  { name: 'blocks of 12 s, aim 240 s', aim: 240, slot: 12, sees: [1, 6], sends: [0.5, 3], missed: 0.01 },
  { name: 'blocks of 12 s, aim 480 s', aim: 480, slot: 12, sees: [1, 6], sends: [0.5, 3], missed: 0.01 },
  { name: 'blocks of 2 s, aim 240 s', aim: 240, slot: 2, sees: [1, 6], sends: [0.5, 3], missed: 0.01 },
]

/** Seconds on the chain's clock from the start's block to the answer's. */
function elapsedOf({ aim, slot, sees, sends, missed }, nonces) {
  let solving = 0
  for (let i = 0; i < nonces; i++) solving += exponential(aim / nonces)
  const ready = between(...sees) + solving + between(...sends)
  if (slot === 0) return ready
  let included = Math.ceil(ready / slot) * slot
  while (random() < missed) included += slot
  return included
}

/** Errors of `challenges` estimates relative to the true power, signed. */
function errorsOf(setting, nonces) {
  const power = 1_000_000
  const hashesPerNonce = (power * setting.aim) / nonces
  return Array.from({ length: challenges }, () => {
    const elapsed = elapsedOf(setting, nonces)
    // Whole seconds and whole hashes, as the chain counts; an exact clock is left exact.
    const estimate = ((nonces - 1) * hashesPerNonce) / elapsed
    return (setting.slot === 0 ? estimate : Math.floor(estimate)) / power - 1
  })
}

function summaryOf(errors) {
  const sizes = errors.map(Math.abs).sort((a, b) => a - b)
  const quantile = (share) => sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))]
  return {
    within: sizes.filter((size) => size <= TOLERANCE).length / sizes.length,
    bias: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    median: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
  }
}

const source = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../src/libraries/PowMath.sol'), 'utf8')
const [minimum, maximum] = ['MIN_NONCES', 'MAX_NONCES'].map((name) => {
  const found = source.match(new RegExp(`${name} = (\\d+);`))
  if (!found) throw new Error(`PowMath.sol has no ${name} any more: adapt the simulation`)
  return Number(found[1])
})

const percent = (share) => `${(100 * share).toFixed(1)} %`.padStart(8)
console.log(`${challenges} challenges each, seed ${values.seed}; PowMath takes ${minimum} to ${maximum} nonces`)
let failed = false
for (const setting of settings) {
  console.log(`\n${setting.name}\n  nonces  within 25 %    bias  |error| median     90 %     95 %     99 %`)
  for (const nonces of [8, 16, 32, 48, minimum, 96, maximum]) {
    const { within, bias, median, p90, p95, p99 } = summaryOf(errorsOf(setting, nonces))
    const cells = [within, bias, median, p90, p95, p99].map(percent)
    console.log(
      `  ${String(nonces).padStart(6)}  ${cells[0]}   ${cells[1]}      ${cells[2]} ${cells[3]} ${cells[4]} ${cells[5]}`,
    )
    if (nonces >= minimum && within < CONFIDENCE) {
      failed = true
      console.log(`FAIL ${nonces} nonces: ${percent(within)} within 25 %, expected ${percent(CONFIDENCE)} at least`)
    }
    if (nonces <= minimum / 2 && within >= CONFIDENCE) {
      failed = true
      console.log(`FAIL ${nonces} nonces would do as well: the simulation can't tell, or MIN_NONCES is too high`)
    }
  }
}
console.log(failed ? '\n0 passed, 1 failed' : '\n1 passed, 0 failed')
process.exitCode = failed ? 1 : 0
