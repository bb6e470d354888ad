/**
 * Dispute a result and follow it to its ruling
 *
 * A bond opens the dispute. Arbitrators see the reason, the evidence of both sides, and the files; the bond comes back
 * when they rule for the buyer.
 *
 * Arguments: the id of a job with a result, the reason.
 */
import { connect, createBuyer, findPlatform, formatAmount } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [jobId = '', reason = ''] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const { request } = await buyer.submitted(jobId)
const { symbol, decimals } = buyer.connection.token(request.token)
const { bond } = await buyer.dispute(jobId, reason, { maxBond: request.budget })
console.log('bond', formatAmount(bond, decimals), symbol)

let seen = 0
for await (const { state, seq } of buyer.watch(jobId, { until: ['DISPUTED'] })) {
  console.log(state)
  seen = seq
}
const expected = new TextEncoder().encode('row,cluster\n')
await buyer.addEvidence(jobId, { text: 'the expected form', files: [{ name: 'expected.csv', content: expected }] })
for (const { side, text } of await buyer.evidence(jobId)) console.log(side, text)

for await (const { state, reason: why } of buyer.watch(jobId, { afterSeq: seen })) console.log(state, why ?? '')
console.log('in the escrow', formatAmount(await buyer.owed(request.token), decimals), symbol)
await buyer.close()
