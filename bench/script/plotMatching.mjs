// Draws docs/matching-curve.svg from docs/matching-bench.json, which is what `npm run bench -- matching --json`
// printed:
//   npm run bench -- matching --json > docs/matching-bench.json && node bench/script/plotMatching.mjs
import { readFileSync, writeFileSync } from 'node:fs'

const at = (name) => new URL(`../../docs/${name}`, import.meta.url)
const result = JSON.parse(readFileSync(at('matching-bench.json'), 'utf8'))

const index = Object.entries(result.curveMeanUs).map(([nodes, mean]) => [Number(nodes), mean])
/** Mean times of the others, where they were measured: the ratio of the sums times the index's mean. */
const times = (ratio) =>
  index.flatMap(([nodes, mean]) => {
    const by = nodes === result.nodes ? result[ratio] : result.sizes[nodes]?.[ratio]
    return by === undefined ? [] : [[nodes, by * mean]]
  })
const SERIES = [
  {
    name: 'filter and sort over objects',
    colour: '#8c564b',
    points: [[result.nodes, result.vsFilterSort * index.at(-1)[1]]],
  },
  { name: 'PostgreSQL', colour: '#9467bd', points: [[result.nodes, result.vsPostgres * index.at(-1)[1]]] },
  { name: 'typed-array scan', colour: '#d62728', points: times('vsScan') },
  { name: 'dense SIMD scan', colour: '#ff7f0e', points: times('vsSimd') },
  { name: 'index', colour: '#1f77b4', points: index },
]

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 440, 70, 200, 20, 50]
const [X0, X1, Y0, Y1] = [3, 6, 0, 6]
const x = (nodes) => LEFT + ((Math.log10(nodes) - X0) / (X1 - X0)) * (WIDTH - LEFT - RIGHT)
const y = (us) => HEIGHT - BOTTOM - ((Math.log10(us) - Y0) / (Y1 - Y0)) * (HEIGHT - TOP - BOTTOM)
const label = (exponent) => ['1 µs', '10 µs', '100 µs', '1 ms', '10 ms', '100 ms', '1 s'][exponent]
const nodesLabel = (exponent) => ['1 000', '10 000', '100 000', '1 000 000'][exponent - X0]
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const text = (px, py, content, attributes = '') =>
  `<text x="${px.toFixed(1)}" y="${py.toFixed(1)}" ${attributes}>${content}</text>`

const grid = [
  ...range(Y0, Y1).flatMap((e) => [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(10 ** e)}" y2="${y(10 ** e)}" stroke="#ddd"/>`,
    text(LEFT - 8, y(10 ** e) + 4, label(e), 'text-anchor="end"'),
  ]),
  ...range(X0, X1).flatMap((e) => [
    `<line x1="${x(10 ** e)}" x2="${x(10 ** e)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#ddd"/>`,
    text(x(10 ** e), HEIGHT - BOTTOM + 18, nodesLabel(e), 'text-anchor="middle"'),
  ]),
  text(
    (LEFT + WIDTH - RIGHT) / 2,
    HEIGHT - 10,
    `nodes (mean time of ${result.requests} requests, top ${result.k})`,
    'text-anchor="middle"',
  ),
]
/** Names end at their lines, but never closer to each other than a line of text. */
const nameAt = new Map()
for (const { name, points } of SERIES.toSorted((a, b) => b.points.at(-1)[1] - a.points.at(-1)[1])) {
  const above = Math.max(Number.NEGATIVE_INFINITY, ...nameAt.values())
  nameAt.set(name, Math.max(y(points.at(-1)[1]) + 4, above + 14))
}
const lines = SERIES.flatMap(({ name, colour, points }) => {
  const path = points.map(([nodes, us], i) => `${i ? 'L' : 'M'}${x(nodes).toFixed(1)},${y(us).toFixed(1)}`).join('')
  const [lastX] = points.at(-1)
  return [
    points.length > 1 ? `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>` : '',
    ...points.map(
      ([nodes, us]) => `<circle cx="${x(nodes).toFixed(1)}" cy="${y(us).toFixed(1)}" r="3.5" fill="${colour}"/>`,
    ),
    text(x(lastX) + 8, nameAt.get(name), name, `fill="${colour}"`),
  ]
})
writeFileSync(
  at('matching-curve.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="Mean time of a request by number of nodes">\n<title>Mean time of a request by number of nodes</title>
<rect width="100%" height="100%" fill="white"/>
${[...grid, ...lines].filter(Boolean).join('\n')}
</svg>
`,
)
