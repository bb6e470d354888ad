import { acceptanceTypedData, marketplaceDomain } from '@aiigo/chain'
import { recoverSigner } from '@aiigo/chain/node'
import { type Hex, hashTypedData, numberToHex, recoverAddress, zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

const SIGNATURES = 2_000
const WARM_UP = 200

interface Case {
  typed: ReturnType<typeof acceptanceTypedData>
  digest: Hex
  signature: Hex
}

/** Milliseconds of CPU that one signature costs in the API: its digest, and the signer by viem and by WebAssembly. */
export async function benchSignatures(say: (line: string) => void): Promise<Record<string, unknown>> {
  const account = privateKeyToAccount(generatePrivateKey())
  const domain = marketplaceDomain(31_337, zeroAddress)
  const cases: Case[] = []
  for (let index = 0; index < SIGNATURES; index++) {
    const taskId = numberToHex(index, { size: 32 })
    const message = { taskId, attempt: 1, nodeId: '0x1122334455667788', rate: 1n, expiry: 2_000_000_000 } as const
    const typed = acceptanceTypedData(domain, message)
    const digest = hashTypedData(typed)
    cases.push({ typed, digest, signature: await account.sign({ hash: digest }) })
  }
  const subjects: Record<string, (of: Case) => Promise<Hex | null> | Hex> = {
    digest: ({ typed }) => hashTypedData(typed),
    recoverByViem: ({ digest, signature }) => recoverAddress({ hash: digest, signature }),
    recoverSigner: ({ digest, signature }) => recoverSigner(digest, signature),
    sign: ({ digest }) => account.sign({ hash: digest }),
  }
  const cpuMs: Record<string, number> = {}
  for (const [name, run] of Object.entries(subjects)) {
    for (const of of cases.slice(0, WARM_UP)) await run(of)
    const before = process.cpuUsage()
    for (const of of cases) await run(of)
    const { user, system } = process.cpuUsage(before)
    cpuMs[name] = Number(((user + system) / 1_000 / SIGNATURES).toFixed(3))
    say(`${name}: ${cpuMs[name]} ms of CPU each, over ${SIGNATURES}`)
  }
  return { signatures: SIGNATURES, cpuMs }
}
