import { createHash, randomUUID } from 'node:crypto'
import { acceptanceTypedData, assignmentOf, createWallet, resultTypedData, taskMarketplaceAbi } from '@aiigo/chain'
import { type PrintedDigests, type RunReport, taskCost } from '@aiigo/domain'
import {
  type Attempt,
  acceptOffer,
  type CheckRun,
  inTransaction,
  Job,
  moveAttempt,
  moveJob,
  recordCheckReport,
  type Storage,
} from '@aiigo/storage'
import type { Hex, TypedDataDomain } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Marketplace } from '../chain/createMarketplace.js'
import type { TaskLookup } from '../subgraph/createSubgraph.js'
import type { RegisteredNode } from './registerNode.js'
import type { LocalChain } from './startLocalChain.js'

interface ProviderDeps {
  chain: LocalChain
  tasks: TaskLookup
  mined(hash: Hex): Promise<void>
  storage: Storage
  marketplace: Marketplace
  /** Of signatures. */
  domain: TypedDataDomain
  /** The blob store. */
  blobs: Map<string, Uint8Array>
}

/** Digests of a program that printed this to stdout. */
export const printedDigests = (text: string): PrintedDigests => ({
  stdout: createHash('sha256').update(`${text} stdout`).digest('hex'),
  stderr: createHash('sha256').update('stderr').digest('hex'),
})

/** The verbs of providers. */
export function createProviderActs({ chain, tasks, mined, storage, domain, marketplace, blobs }: ProviderDeps) {
  return {
    /** The provider accepts, as the API stores it. */
    async accepts(offer: Attempt, node: RegisteredNode) {
      const job = await storage.fork().findOneOrFail(Job, { id: offer.jobId })
      const number = job.attempts + 1
      const expiry = Math.floor((await marketplace.now()).getTime() / 1000) + 600
      const message = { taskId: job.taskId as Hex, attempt: number, nodeId: node.id, rate: offer.rate, expiry }
      const signature = await privateKeyToAccount(node.provider.privateKey).signTypedData(
        acceptanceTypedData(domain, message),
      )
      await inTransaction(storage, (em) => acceptOffer(em, offer, { number, acceptance: { expiry, signature } }))
    },
    /** The provider runs the job and delivers, as the API stores it. */
    async delivers(
      attempt: Attempt,
      node: RegisteredNode,
      {
        usage = 2n,
        tamper = false,
        name = 'out.txt',
        says = 'printed',
        /** Of the manifest's fields; undefined leaves one out. */
        changes = {} as Record<string, unknown>,
      } = {},
    ) {
      const content = new TextEncoder().encode('result')
      const output = {
        name,
        cid: `blob-${randomUUID()}`,
        sha256: createHash('sha256').update(content).digest('hex'),
        size: content.byteLength,
      }
      blobs.set(output.cid, tamper ? new TextEncoder().encode('forged') : content)
      const manifest = {
        jobId: attempt.jobId,
        attempt: attempt.number,
        nodeId: attempt.nodeId,
        usage: usage.toString(),
        exitCode: 0,
        outcome: 'EXITED',
        outputs: [output],
        printed: printedDigests(says),
        log: { firstLine: 1, lines: 0, bytes: 0, sha256: createHash('sha256').digest('hex'), truncated: false },
        ...changes,
      }
      const bytes = new TextEncoder().encode(JSON.stringify(manifest))
      const manifestCid = `blob-${randomUUID()}`
      blobs.set(manifestCid, bytes)
      const resultHash = `0x${createHash('sha256').update(bytes).digest('hex')}` as Hex
      const message = {
        taskId: attempt.taskId as Hex,
        attempt: attempt.number ?? 0,
        nodeId: node.id,
        usage,
        resultHash,
      }
      const signature = await privateKeyToAccount(node.provider.privateKey).signTypedData(
        resultTypedData(domain, message),
      )
      await inTransaction(storage, async (em) => {
        const job = await em.findOneOrFail(Job, { id: attempt.jobId })
        const running = await moveAttempt(em, attempt, 'EXECUTING')
        if (running)
          await moveAttempt(em, running, 'SUBMITTED', {
            set: { submission: { usage, resultHash, signature, manifestCid } },
          })
        const executing = await moveJob(em, job, 'EXECUTING')
        const result = {
          manifestCid,
          manifestSha256: resultHash.slice(2),
          usage,
          exitCode: 0,
          outputs: [output],
          cost: taskCost(usage, attempt.rate, job.budget),
        }
        if (executing) await moveJob(em, executing, 'VERIFYING', { set: { result } })
      })
      return resultHash
    },
    /** A platform node reports its re-run, as the API stores it. */
    async reports(
      run: CheckRun,
      {
        content = 'result',
        says = 'printed',
        outcome = 'EXITED' as RunReport['outcome'],
        /** Done before the report is committed. */
        meanwhile = async (): Promise<void> => {},
      } = {},
    ) {
      const digest = createHash('sha256').update(content).digest('hex')
      const report: RunReport = {
        ...{ outcome, exitCode: 0, printed: printedDigests(says) },
        outputs: [{ name: 'out.txt', digest }],
      }
      const file = { name: 're-run.json', cid: `blob-${run.id}`, sha256: digest, size: 6 }
      return inTransaction(storage, async (em) => {
        const recorded = await recordCheckReport(em, run.id, { report, file, signature: '0x' })
        await meanwhile()
        return recorded
      })
    },
    /** The provider takes a result to the chain itself, whatever it handed in. */
    async submitsToChain(attempt: Attempt, node: RegisteredNode, bill: { usage: bigint; resultHash: Hex }) {
      const { chainId, rpcUrl, deployment } = chain
      const taskId = attempt.taskId as Hex
      const task = await tasks.find(taskId)
      const assignment = task && assignmentOf(task)
      if (!assignment) throw new Error('expected an assigned task')
      const message = { taskId, attempt: assignment.attempt, nodeId: node.id, ...bill }
      const account = privateKeyToAccount(node.provider.privateKey)
      const signature = await account.signTypedData(resultTypedData(domain, message))
      const args = [taskId, assignment, bill.usage, bill.resultHash, signature] as const
      const contract = { address: deployment.addresses.TaskMarketplace, abi: taskMarketplaceAbi } as const
      const wallet = createWallet(chainId, rpcUrl, node.provider.privateKey)
      await mined(await wallet.writeContract({ ...contract, functionName: 'submitResult', args }))
    },
  }
}
