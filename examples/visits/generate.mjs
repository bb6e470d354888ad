// Writes visits.csv (or the file given): 2 000 visits of a website from a seeded random source.
import { writeFileSync } from 'node:fs'
import { createRandom } from '../common/random.mjs'

const random = createRandom(1969)
const pick = (list) => list[Math.floor(random() ** 2 * list.length)]
const pages = ['/', '/news', '/prices', '/docs', '/docs/start', '/about', '/search?q=moon', '/team', '/jobs', '/legal']

const lines = Array.from({ length: 2_000 }, (_, second) => {
  const status = pick([200, 200, 304, 404, 500])
  return [second, pick(pages), status, status === 200 ? 500 + Math.floor(random() * 90_000) : 0].join(',')
})
writeFileSync(
  process.argv[2] ?? new URL('visits.csv', import.meta.url),
  `second,page,status,bytes\n${lines.join('\n')}\n`,
)
