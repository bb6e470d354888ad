import { defineCommand } from '../Command.js'
import { JOB_FILE } from '../job/arguments.js'

export default defineCommand({
  arguments: [JOB_FILE],
  options: [{ flags: '--token <TOKEN>', about: "in another token than the job file's: ETH, USDC, AIIGO" }],
  examples: ['aiigo quote word-statistics', 'aiigo quote job.yaml --token USDC --json', 'aiigo quote sweep'],
  schemas: () => import('../schemas/quote.js'),
  async run(context, input) {
    const [{ withPlatform }, { loadJobOrGroup }, { amountOf }, { tokenOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('../job/loadJob.js'),
      import('@aiigo/terminal/money'),
      import('../job/describeJob.js'),
    ])
    const job = await loadJobOrGroup(context, input.required('JOBFILE'))
    if ('group' in job) return (await import('../group/quoteGroup.js')).quoteGroup(context, job, input.text('token'))
    const { file } = job
    return withPlatform(context, async ({ buyer, connection, platform }) => {
      const { address } = connection.token(input.text('token') ?? file.budget.token)
      const token = tokenOf(platform.paymentTokens, address)
      const quote = await buyer.quote(file, token.symbol, { signal: context.signal })
      const amount = (value: bigint | null) => (value === null ? null : amountOf(value, token))
      const isOwn = connection.token(file.budget.token).address === address
      const { parseAmount } = await import('@aiigo/domain')
      return {
        job: file.name,
        resourceType: file.resources.type,
        symbol: token.symbol,
        usage: quote.usage.toString(),
        unit: quote.unit,
        registeredCount: quote.registeredCount,
        nodeCount: quote.nodeCount,
        ownerCount: quote.ownerCount,
        availableCount: quote.availableCount,
        summary: quote.summary,
        lowestCost: amount(quote.lowestCost),
        medianCost: amount(quote.medianCost),
        suggestedBudget: amount(quote.suggestedBudget),
        budget: isOwn ? amountOf(parseAmount(file.budget.amount, token.decimals), token) : null,
        feeBps: quote.feeBps,
        thin: quote.thin,
        expectedWaitSeconds: quote.wait?.expectedSeconds ?? null,
        smallestChange: quote.smallestChange?.message ?? null,
        rejections: quote.rejections.map(({ filter, nodes, onlyThis }) => ({ filter, nodes, onlyThis })),
      }
    })
  },
  async show(quote, output) {
    if ('group' in quote) return (await import('../group/showQuoted.js')).showQuoted(quote, output)
    const { money } = await import('@aiigo/terminal/money')
    const { printable } = await import('@aiigo/domain')
    const { lowestCost, medianCost, suggestedBudget, budget, usage, unit, thin, expectedWaitSeconds } = quote
    output.facts([
      ['job', printable(quote.job)],
      [
        'nodes',
        `${quote.availableCount} of ${quote.nodeCount} that fit are free now (${quote.registeredCount} ${quote.resourceType} nodes in all)`,
      ],
      ['usage', `at most ${usage} ${unit}s`],
      ['lowest cost', lowestCost && money(lowestCost)],
      ['median cost', medianCost && `${money(medianCost)}${thin ? ', of few providers' : ''}`],
      ['suggested deposit', suggestedBudget && money(suggestedBudget)],
      ['its deposit', budget && money(budget)],
      ['wait', expectedWaitSeconds === null ? null : `about ${Math.ceil(expectedWaitSeconds)} s for a node`],
    ])
    if (quote.availableCount === 0) output.line(printable(quote.summary))
    if (quote.smallestChange) output.line(`smallest change that helps: ${printable(quote.smallestChange)}`)
  },
})
