/**
 * Go on watching a job after a restart
 *
 * Each event has a cursor. A program that keeps the last one sees each event once, however often it or its connection
 * ends meanwhile.
 *
 * Arguments: the id of a job, a file for the cursor.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { connect, createBuyer, findPlatform } from '@aiigo/sdk'
import { fileSession } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [jobId = '', cursorFile = `${jobId}.cursor`] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
// The session is kept, too: the wallet signs in once.
const sessionStore = fileSession(`${cursorFile}.session`)
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet, sessionStore }))
if ((await buyer.client.accessToken()) === null) await buyer.signIn()

const afterSeq = Number(await readFile(cursorFile, 'utf8').catch(() => '0'))
for await (const { seq, state } of buyer.watch(jobId, { afterSeq })) {
  console.log(seq, state)
  await writeFile(cursorFile, String(seq))
}
await buyer.close()
