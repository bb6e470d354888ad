/**
 * Turn job events into webhooks
 *
 * A server follows the wallet's unfinished jobs and posts each state to a URL. The receiver checks the signature: the
 * HMAC-SHA-256 of the body under a secret that both have.
 *
 * The program ends when the jobs have; a server would look for new ones again.
 */
import { createHmac } from 'node:crypto'
import { connect, createBuyer, findPlatform } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const { WEBHOOK_URL: url = 'http://127.0.0.1:8080/jobs', WEBHOOK_SECRET: secret = '' } = process.env

async function post(event: object): Promise<void> {
  const body = JSON.stringify(event)
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` }
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null)
    if (answer?.ok) return
    if (attempt === 5) throw new Error(`expected ${url} to take the event, it answered ${answer?.status ?? 'nothing'}`)
    await new Promise((done) => setTimeout(done, 250 * 2 ** attempt))
  }
}

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const ended = ['PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED']
const following: Promise<void>[] = []
for await (const { job } of buyer.jobs()) {
  if (!ended.includes(job.state)) following.push(follow(job.id))
}
console.log('following', following.length, 'jobs')
await Promise.all(following)
await buyer.close()

async function follow(jobId: string): Promise<void> {
  // The receiver tells a repeated event by job and seq.
  for await (const { seq, state, at } of buyer.watch(jobId)) await post({ jobId, seq, state, at })
}
