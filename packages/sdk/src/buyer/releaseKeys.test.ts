import {
  arbitrationAbi,
  jobKeyTypedData,
  keyRequestTypedData,
  marketplaceDomain,
  NO_NODE,
  taskIdOf,
} from '@aiigo/chain'
import { type JobSpec, specHashOf, taskRequestCodec } from '@aiigo/domain'
import { createJobKey, deriveJobKey, unwrapKey } from '@aiigo/sealing'
import { afterEach, describe, expect, test } from '@jest/globals'
import { encodeFunctionResult, type Hex, zeroAddress, zeroHash } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { connect } from '../connect/connect.js'
import { sha256OfText } from '../sha256.js'
import { makeJobSpec, makeTaskRequest } from '../testing/makeOffer.js'
import { CONTRACTS, type FakePlatform, startFakePlatform } from '../testing/startFakePlatform.js'
import type { Buyer } from './Buyer.js'
import { createBuyer } from './createBuyer.js'

const account = privateKeyToAccount(generatePrivateKey())
const arbitrator = privateKeyToAccount(generatePrivateKey())
const domain = marketplaceDomain(31_337, CONTRACTS.taskMarketplace)
const JOB_ID = '11111111-2222-4333-8444-555555555555'

let platform: FakePlatform | undefined
let buyer: Buyer | undefined
afterEach(async () => {
  await buyer?.close()
  platform?.stop()
})

/** A private job of the buyer, with its key worked out as its wallet would. */
async function privateJob(salt: string): Promise<{ spec: JobSpec; identity: string }> {
  const { identity, recipient } = await deriveJobKey(await account.signTypedData(jobKeyTypedData(domain, salt)), salt)
  return { spec: makeJobSpec({ salt, files: { privacy: 'private', recipient } }), identity }
}

interface Shown {
  /** The specification that the platform shows for the job; its own unless given. */
  spec?: JobSpec
  /** The dispute's phase in the contract's enum; COMMIT unless given. */
  phase?: number
  /** Seats of the dispute's panel. */
  panel?: readonly [Hex, Hex, Hex]
  /** The recipient that the platform shows; the arbitrator's unless given. */
  recipient?: string
}

/** A platform on which an arbitrator asks for the key of the job with salt 01…; a chain that shows the panel. */
async function meet(shown: Shown = {}) {
  const { spec, identity } = await privateJob('01'.repeat(16))
  const specHash = specHashOf(spec, sha256OfText)
  const request = makeTaskRequest({ buyer: account.address, specHash }, spec)
  const own = await createJobKey()
  const message = { taskId: taskIdOf(domain, request), attempt: 0, nodeId: NO_NODE, recipient: own.recipient }
  const signature = await arbitrator.signTypedData(keyRequestTypedData(domain, message))
  const { panel = [arbitrator.address, zeroAddress, zeroAddress] } = shown
  const dispute = encodeFunctionResult({
    abi: arbitrationAbi,
    functionName: 'dispute',
    result: {
      ...{ phase: shown.phase ?? 2, ruling: 0, buyer: account.address, provider: zeroAddress, drawBlock: 1n },
      ...{ openedAt: 1, drawBy: 2, commitBy: 3, revealBy: 4, panel },
      ...{ commitments: [zeroHash, zeroHash, zeroHash], votes: [0, 0, 0] },
    },
  })
  const released: string[] = []
  platform = await startFakePlatform({
    api: {
      keyRequests: [
        {
          ...{ id: JOB_ID, jobId: JOB_ID, wallet: arbitrator.address, attempt: 0, nodeId: NO_NODE, signature },
          ...{ recipient: shown.recipient ?? own.recipient, requestedAt: '2026-11-28T00:00:00Z' },
          ...{ releasedAt: null, releasedBy: null },
        },
      ],
      job: { id: JOB_ID, spec: shown.spec ?? spec, specHash, taskRequest: taskRequestCodec.toJson(request) },
      releaseJobKey: ({ sealedKey }: { sealedKey: string }) => {
        released.push(sealedKey)
        return { request: { id: JOB_ID, releasedAt: '2026-11-28T00:00:01Z' }, userErrors: [] }
      },
    },
    rpc: {
      eth_call: ([{ to }]: [{ to?: string }]) => {
        // Everything else is the check of a signature, which viem does itself for a wallet without code.
        if (to?.toLowerCase() !== CONTRACTS.arbitration) throw new Error('execution reverted')
        return dispute
      },
      eth_getCode: '0x',
    },
  })
  const { apiUrl, rpcUrl } = platform
  buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet: account }))
  return { buyer, released, own, identity }
}

describe('the key of a private job', () => {
  test('goes to a member of the panel, sealed to the recipient that it signed for', async () => {
    const { buyer: me, released, own, identity } = await meet()
    expect(await me.releaseKeys()).toMatchObject([{ jobId: JOB_ID, wallet: arbitrator.address, refused: null }])
    expect(released).toHaveLength(1)
    expect((await unwrapKey(released[0] as string, own.identity)).identity).toBe(identity)
  })

  test('is not released to a panel whose dispute is over', async () => {
    for (const phase of [4, 5]) {
      const { buyer: me, released } = await meet({ phase })
      expect(await me.releaseKeys()).toMatchObject([{ refused: 'the dispute is over' }])
      expect(released).toEqual([])
      await me.close()
      platform?.stop()
    }
  })

  test('is not released where the platform shows the specification of another private job', async () => {
    const { spec } = await privateJob('02'.repeat(16))
    const { buyer: me, released } = await meet({ spec })
    expect(await me.releaseKeys()).toMatchObject([{ refused: expect.stringMatching(/specification/) }])
    expect(released).toEqual([])
  })

  test('is not released to a wallet that is not on the panel, or to a recipient that it did not sign for', async () => {
    const stranger = await meet({ panel: [zeroAddress, zeroAddress, zeroAddress] })
    expect(await stranger.buyer.releaseKeys()).toMatchObject([{ refused: expect.stringMatching(/not on the panel/) }])
    await stranger.buyer.close()
    platform?.stop()
    const { recipient } = await createJobKey()
    const swapped = await meet({ recipient })
    expect(await swapped.buyer.releaseKeys()).toMatchObject([{ refused: expect.stringMatching(/did not sign/) }])
    expect([...stranger.released, ...swapped.released]).toEqual([])
  })
})
