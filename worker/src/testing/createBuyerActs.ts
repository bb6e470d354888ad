import { randomUUID } from 'node:crypto'
import {
  approvalTypedData,
  assignmentOf,
  escrowAbi,
  requestTypedData,
  taskIdOf,
  taskMarketplaceAbi,
  type Wallet,
} from '@aiigo/chain'
import type { LocalAccount } from '@aiigo/contracts'
import {
  ETH_ADDRESS,
  type JobSpec,
  jobIdToBytes32,
  RESOURCE_TYPES,
  replicaSetOf,
  type TaskRequest,
} from '@aiigo/domain'
import { Job, type Storage, taskRequestColumns, taskRequestOf } from '@aiigo/storage'
import { makeJob, makeJobSpec } from '@aiigo/storage/testing'
import { type Address, type Hex, keccak256, stringToBytes, type TypedDataDomain } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Marketplace } from '../chain/createMarketplace.js'
import type { TaskLookup } from '../subgraph/createSubgraph.js'
import type { LocalChain } from './startLocalChain.js'

interface BuyerDeps {
  chain: LocalChain
  storage: Storage
  marketplace: Marketplace
  tasks: TaskLookup
  domain: TypedDataDomain
  buyer: LocalAccount
  wallet: Wallet
  /** The matcher that requests name. */
  matcher: Address
  mined(hash: Hex): Promise<void>
}

const BUDGET = 1_000_000n

/** The verbs of a buyer. */
export function createBuyerActs({
  chain,
  storage,
  marketplace,
  tasks,
  domain,
  buyer,
  wallet,
  matcher,
  mined,
}: BuyerDeps) {
  const contract = { address: chain.deployment.addresses.TaskMarketplace, abi: taskMarketplaceAbi } as const
  const escrow = { address: chain.deployment.addresses.Escrow, abi: escrowAbi } as const

  return {
    /** Stores a job as the API does, with a request that the chain takes. */
    async submitJob(
      overrides: {
        assignSeconds?: number
        maxAttempts?: number
        windowSeconds?: number
        verification?: JobSpec['verification']
        /** Of replicas. */
        seed?: string
      } = {},
    ): Promise<Job> {
      const id = randomUUID()
      const now = Math.floor((await marketplace.now()).getTime() / 1000)
      const request: TaskRequest = {
        jobId: jobIdToBytes32(id),
        buyer: buyer.address,
        token: ETH_ADDRESS,
        budget: BUDGET,
        maxRate: 2_000_000_000n,
        maxUsage: 500n,
        resourceType: RESOURCE_TYPES.indexOf('CPU'),
        units: 2,
        workSeconds: 60,
        windowSeconds: overrides.windowSeconds ?? 5,
        fundBy: now + 60,
        assignBy: now + (overrides.assignSeconds ?? 600),
        maxFeeBps: 800,
        matcher,
        specHash: keccak256('0x02'),
      }
      const { verification = { mode: 'NONE' as const }, seed } = overrides
      const spec = makeJobSpec({ verification, ...(seed ? { seed } : {}) })
      return makeJob(storage.fork(), {
        id,
        ...taskRequestColumns(request),
        taskId: taskIdOf(domain, request),
        maxAttempts: overrides.maxAttempts ?? 3,
        spec,
        replicaSet: replicaSetOf(spec, buyer.address.toLowerCase(), (text) => keccak256(stringToBytes(text))),
      })
    },
    fund: async (job: Job) =>
      mined(
        await wallet.writeContract({
          ...contract,
          functionName: 'submit',
          args: [taskRequestOf(job)],
          value: job.budget,
        }),
      ),
    cancel: async (job: Job) =>
      mined(await wallet.writeContract({ ...contract, functionName: 'cancel', args: [taskRequestOf(job)] })),
    /** The buyer takes the deposit of an overdue task back. */
    async takesBack(job: Job) {
      const task = await tasks.find(job.taskId)
      const assignment = task && assignmentOf(task)
      if (!assignment) throw new Error('expected an assigned task')
      const args = [job.taskId as Hex, assignment] as const
      await mined(await wallet.writeContract({ ...contract, functionName: 'expireOverdue', args }))
    },
    /** The buyer's signed approval, as the API stores it. */
    async approves(job: Job, resultHash: Hex) {
      const cost = job.result?.cost ?? 0n
      const bill = { attempt: job.attempts, nodeId: job.nodeId as Hex, resultHash, cost }
      const message = { taskId: job.taskId as Hex, ...bill }
      const signature = await privateKeyToAccount(buyer.privateKey).signTypedData(approvalTypedData(domain, message))
      await storage.fork().nativeUpdate(Job, { id: job.id }, { approval: { ...bill, signature } })
    },
    deposits: async (value: bigint) =>
      mined(
        await wallet.writeContract({
          ...escrow,
          functionName: 'deposit',
          args: [ETH_ADDRESS, buyer.address, value],
          value,
        }),
      ),
    /** The buyer withdraws everything. */
    empties: async () =>
      mined(await wallet.writeContract({ ...escrow, functionName: 'withdraw', args: [ETH_ADDRESS, buyer.address] })),
    /** The buyer's signature of the request, as the API stores it. */
    async signsForBalance(job: Job) {
      const fundingSignature = await privateKeyToAccount(buyer.privateKey).signTypedData(
        requestTypedData(domain, taskRequestOf(job)),
      )
      await storage.fork().nativeUpdate(Job, { id: job.id }, { fundingSignature })
    },
  }
}
