import { type Input, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import type { Context } from '../Context.js'
import { GIVE_UP_AFTER } from '../session/patienceOption.js'

const TYPES = ['GPU', 'CPU', 'NETWORK', 'MOBILE', 'IOT'] as const
type Type = (typeof TYPES)[number]

async function follow(context: Context, input: Input, resourceType: Type): Promise<undefined> {
  const [{ createAnalyst, findPlatform }, { createPatience }] = await Promise.all([
    import('@aiigo/sdk'),
    import('../session/createPatience.js'),
  ])
  const { settings, output, leaves, command } = context
  const { apiUrl } = settings
  const patience = createPatience(context, input)
  const { signal, onOutage } = patience
  // A platform that is not there at all is no outage.
  await findPlatform({ apiUrl, signal })
  const analyst = createAnalyst({ apiUrl, onOutage })
  leaves({ goesOn: 'prices go on moving', command: `aiigo ${command} --type ${resourceType} --follow` })
  try {
    for await (const { token, ...tick } of analyst.ticks(resourceType, { signal })) {
      const { at, resourceClass, region, median } = tick
      output.item({ resourceType, token, ...tick }, () =>
        output.line(`${at}  ${resourceClass}  ${region}  median ${median} base units of ${token} a million units`),
      )
    }
  } finally {
    patience.close()
    await analyst.close()
  }
  return undefined
}

async function now(context: Context, input: Input, types: readonly Type[]) {
  const [{ createAnalyst, findPlatform }, { amountOf }, { tokenOf }] = await Promise.all([
    import('@aiigo/sdk'),
    import('@aiigo/terminal/money'),
    import('../job/describeJob.js'),
  ])
  const { settings, signal } = context
  const { apiUrl } = settings
  const platform = await findPlatform({ apiUrl, signal })
  const [wanted, region] = [input.text('token'), input.text('region')]
  const analyst = createAnalyst({ apiUrl })
  try {
    // Dollars are an error of the API for a token without a price.
    const tokens = platform.paymentTokens.filter(({ symbol }) => wanted === undefined || symbol === wanted)
    const filters = types.flatMap((resourceType) =>
      tokens.map(({ symbol, usd }) => ({
        ...{ resourceType, token: symbol, dollars: usd !== null },
        ...(region === undefined ? {} : { region }),
      })),
    )
    const found = await Promise.all(filters.map((filter) => analyst.prices(filter, { signal })))
    return {
      prices: found.flat().map(({ p10, median, p90, token: address, usd, ...index }) => {
        const token = tokenOf(platform.paymentTokens, address)
        const { resourceType, resourceClass, region: where, symbol, unit, providers, thin, changedAt } = index
        return {
          ...{ resourceType, resourceClass, region: where, symbol, unit, providers, thin, changedAt },
          ...{ p10: amountOf(p10, token), median: amountOf(median, token), p90: amountOf(p90, token) },
          usd: usd ?? null,
        }
      }),
    }
  } finally {
    await analyst.close()
  }
}

export default defineCommand({
  options: [
    { flags: '--type <TYPE>', about: 'of this type of resource', choices: TYPES },
    { flags: '--region <REGION>', about: 'of this region: US, EU, ASIA, SA, AF, OC' },
    { flags: '--token <TOKEN>', about: 'in this token', choices: ['ETH', 'USDC', 'AIIGO'] },
    { flags: '-f, --follow', about: 'changes as they come, one a line; needs --type' },
    GIVE_UP_AFTER,
  ],
  examples: [
    'aiigo prices',
    'aiigo prices --type GPU --region EU --token USDC',
    'aiigo prices --type CPU --follow --json',
  ],
  schemas: () => import('../schemas/prices.js'),
  async run(context, input) {
    const type = input.text('type') as Type | undefined
    if (!input.flag('follow')) return now(context, input, type ? [type] : TYPES)
    if (type) return follow(context, input, type)
    throw usageError(
      context.command,
      'expected --type with --follow, it is missing',
      'aiigo prices --type CPU --follow',
    )
  },
  async show({ prices }, output) {
    const { dollars } = await import('@aiigo/terminal/money')
    if (prices.length === 0) output.line('there is no price yet: no node asks one')
    await output.table(
      [
        { title: 'TYPE', value: ({ resourceType }) => resourceType },
        { title: 'CLASS', value: ({ resourceClass }) => resourceClass, mayShrink: true },
        { title: 'REGION', value: ({ region }) => region },
        { title: 'TOKEN', value: ({ symbol }) => symbol },
        { title: 'MEDIAN', value: ({ usd, median }) => (usd ? dollars(usd.median) : median.amount), isRight: true },
        { title: 'PER', value: ({ usd, unit }) => usd?.per ?? `million ${unit}s` },
        { title: 'PROVIDERS', value: ({ providers, thin }) => `${providers}${thin ? ' (few)' : ''}`, isRight: true },
      ],
      prices,
    )
  },
})
