/**
 * Quote a job
 *
 * The price of a job before it is handed in. A quote needs no wallet.
 *
 * Arguments: the path of a job file, the symbol of a token.
 */
import { connect, createBuyer, formatAmount } from '@aiigo/sdk'
import { loadJobFile } from '@aiigo/sdk/node'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const [path = 'job.yaml', token = 'ETH'] = process.argv.slice(2)

const buyer = createBuyer(await connect({ apiUrl }))
const { file } = await loadJobFile(path)
const quote = await buyer.quote(file, token)

const amount = (value: bigint | null) =>
  value === null ? 'no price' : `${formatAmount(value, quote.decimals)} ${quote.symbol}`
console.log(quote.summary)
console.log(`at most ${quote.usage} ${quote.unit}`)
console.log(`lowest ${amount(quote.lowestCost)}, median ${amount(quote.medianCost)}`)
console.log(`deposit ${amount(quote.suggestedBudget)}`)
await buyer.close()
