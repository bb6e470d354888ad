import { createServer } from 'node:net'
import { startBrowser } from '@aiigo/tests/browser'
import lighthouse, { desktopConfig } from 'lighthouse'

const RUNS = 3
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const

type Scores = Record<(typeof CATEGORIES)[number], number>

/** Lighthouse's scores of pages, 0 to 100, each the median of three runs, with its own simulated phone and desk. */
export async function runLighthouse(
  pages: Readonly<Record<string, string>>,
  say: (line: string) => void,
): Promise<Record<string, { mobile: Scores; desktop: Scores }>> {
  const port = await freePort()
  const browser = await startBrowser([`--remote-debugging-port=${port}`, '--accept-lang=en-US'])
  try {
    const scores: Record<string, { mobile: Scores; desktop: Scores }> = {}
    for (const [name, url] of Object.entries(pages)) {
      const mobile = await medianOf(url, port, undefined)
      const desktop = await medianOf(url, port, desktopConfig)
      scores[name] = { mobile, desktop }
      say(`Lighthouse, ${name}: ${JSON.stringify(scores[name])}`)
    }
    return scores
  } finally {
    await browser.close()
  }
}

async function medianOf(url: string, port: number, config: typeof desktopConfig | undefined): Promise<Scores> {
  const runs: Scores[] = []
  for (let run = 0; run < RUNS; run++) {
    const answer = await lighthouse(url, { port, onlyCategories: [...CATEGORIES], logLevel: 'error' }, config)
    if (!answer || answer.lhr.runtimeError)
      throw new Error(`expected a report of ${url}, got ${answer?.lhr.runtimeError?.message ?? 'none'}`)
    const { categories } = answer.lhr
    runs.push(scoresOf((category) => Math.round((categories[category]?.score ?? 0) * 100)))
  }
  return scoresOf((category) => runs.map((run) => run[category]).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0)
}

function scoresOf(score: (category: keyof Scores) => number): Scores {
  return Object.fromEntries(CATEGORIES.map((category) => [category, score(category)])) as Scores
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('expected a port')
  return address.port
}
