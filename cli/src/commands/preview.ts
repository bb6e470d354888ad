import { defineCommand } from '../Command.js'
import { JOB_FILE } from '../job/arguments.js'

export default defineCommand({
  arguments: [JOB_FILE],
  examples: ['aiigo preview word-statistics', 'aiigo preview job.yaml --json'],
  schemas: () => import('../schemas/preview.js'),
  async run(context, input) {
    const [{ withPlatform }, { loadJob }, { amountOf }, { tokenOf }, { priceLimits }, { meteredCost }] =
      await Promise.all([
        import('../session/openSession.js'),
        import('../job/loadJob.js'),
        import('@aiigo/terminal/money'),
        import('../job/describeJob.js'),
        import('../job/priceLimits.js'),
        import('@aiigo/domain'),
      ])
    const job = await loadJob(context, input.required('JOBFILE'))
    const { file } = job
    return withPlatform(context, async ({ buyer, connection, platform }) => {
      const { signal } = context
      const own = connection.token(file.budget.token)
      const token = tokenOf(platform.paymentTokens, own.address)
      const [found, { usage }] = await Promise.all([
        buyer.preview(file, token.symbol, { ...priceLimits(job, own), signal }),
        buyer.quote(file, token.symbol, { signal }),
      ])
      return {
        job: file.name,
        summary: found.summary,
        considered: found.considered,
        matched: found.matched,
        candidates: found.candidates.map(({ nodeId, provider, score, rate }) => ({
          ...{ nodeId, provider, score },
          maxCost: amountOf(meteredCost(usage, BigInt(rate)), token),
        })),
        rejections: found.rejections.map(({ filter, nodes, onlyThis, nearest }) => ({
          ...{ filter, nodes, onlyThis },
          nearest: nearest.map(({ nodeId, message }) => ({ nodeId, message })),
        })),
        smallestChange: found.smallestChange?.message ?? null,
      }
    })
  },
  async show({ job, summary, candidates, rejections, smallestChange }, output) {
    const { shortMoney } = await import('@aiigo/terminal/money')
    const { printable } = await import('@aiigo/domain')
    output.line(`${output.style.bold(printable(job))}: ${printable(summary)}`)
    if (candidates.length > 0) {
      output.line()
      await output.table(
        [
          { title: 'NODE', value: ({ nodeId }) => nodeId, mayShrink: true },
          { title: 'SCORE', value: ({ score }) => score.toFixed(3), isRight: true },
          { title: 'COST AT MOST', value: ({ maxCost }) => shortMoney(maxCost), isRight: true },
        ],
        candidates,
      )
    }
    if (rejections.length > 0) {
      output.line()
      await output.table(
        [
          { title: 'REASON', value: ({ filter }) => filter },
          { title: 'NODES', value: ({ nodes }) => String(nodes), isRight: true },
          { title: 'THIS ALONE', value: ({ onlyThis }) => String(onlyThis), isRight: true },
          { title: 'NEAREST', value: ({ nearest }) => nearest[0]?.message ?? '', mayShrink: true },
        ],
        rejections,
      )
    }
    if (smallestChange) output.line(`\nsmallest change that helps: ${printable(smallestChange)}`)
  },
})
