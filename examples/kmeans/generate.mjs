// Writes points.csv (or the file given): 3 000 rows of three columns around four centres, from a seeded random source.
import { writeFileSync } from 'node:fs'
import { createRandom } from '../common/random.mjs'

const random = createRandom(1957)
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
const centres = [
  { at: [48, 3.1, 120], spread: [6, 0.5, 14] },
  { at: [71, 1.4, 310], spread: [5, 0.3, 30] },
  { at: [22, 4.4, 205], spread: [4, 0.4, 18] },
  { at: [59, 2.2, 420], spread: [8, 0.6, 25] },
]

const rows = Array.from({ length: 3_000 }, () => {
  const { at, spread } = centres[Math.floor(random() * centres.length)]
  return at.map((mean, c) => (mean + spread[c] * normal()).toFixed(3)).join(',')
})
writeFileSync(process.argv[2] ?? new URL('points.csv', import.meta.url), `load,latency,power\n${rows.join('\n')}\n`)
