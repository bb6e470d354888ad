/**
 * Download a result and check it
 *
 * The manifest has the hash that the node signed and the chain keeps, and each file the hash that the manifest names;
 * a file that has not is `RESULT_MISMATCH`. The list can be checked again at any time.
 *
 * Arguments: the id of a job with a result, a folder.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect, createBuyer, findPlatform } from '@aiigo/sdk'
import { downloadResult } from '@aiigo/sdk/node'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)
const [jobId = '', folder = `results/${jobId}`] = process.argv.slice(2)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const { files, manifestSha256 } = await downloadResult(buyer, jobId, folder)
console.log('manifest', manifestSha256)
for (const { path, contentSha256 } of files) {
  const onDisk = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  if (onDisk !== contentSha256) throw new Error(`expected ${path} to have SHA-256 ${contentSha256}, got ${onDisk}`)
  console.log(contentSha256, path)
}
await buyer.close()
