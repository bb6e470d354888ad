import { createHash } from 'node:crypto'
import {
  approvalTypedData,
  createReader,
  createWallet,
  escrowAbi,
  marketplaceDomain,
  protocolErrorsAbi,
  requestTypedData,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import {
  ApproveResultDocument,
  CancelJobDocument,
  createClient,
  DepositTransactionDocument,
  FundFromBalanceDocument,
  JobDocument,
  MatchPreviewDocument,
  OpenDisputeDocument,
  PlatformDocument,
  QuoteDocument,
  signIn,
  succeed,
} from '@aiigo/client'
import { NotRetryableError } from '@aiigo/domain'
import { type Address, decodeFunctionData, encodeFunctionData, type Hex, isAddressEqual } from 'viem'
import { accountFor } from './accountFor.js'
import type { Buyer } from './Buyer.js'
import { downloadResult } from './downloadResult.js'
import { fundJob } from './fundJob.js'
import { quoteInput } from './quoteInput.js'
import { expectCall, sendPrepared } from './sendPrepared.js'
import { submitJob } from './submitJob.js'
import { uploadJob } from './uploadJob.js'
import { watchJob } from './watchJob.js'

export interface BuyerOptions {
  /** GraphQL of the platform. */
  readonly apiUrl: string
  readonly ethereumRpcUrl: string
  readonly privateKey: Hex
}

/**
 * A buyer with a wallet of its own, speaking to the platform by its public API and to the chain.
 * Close with `buyer.client.close()`.
 * @throws NotRetryableError `WRONG_CHAIN` when API and RPC URL are of different chains.
 * @example
 * const buyer = await createBuyer({ apiUrl, ethereumRpcUrl, privateKey })
 * await buyer.signsIn()
 * const job = await buyer.submits(await buyer.uploads(await loadJobFile(path)))
 * await buyer.funds(job)
 */
export async function createBuyer({ apiUrl, ethereumRpcUrl, privateKey }: BuyerOptions): Promise<Buyer> {
  const client = createClient({ url: apiUrl })
  const { platform } = await client.execute(PlatformDocument)
  const { chainId, contracts, blobUrl, feeBps } = platform
  const reader = createReader(chainId, ethereumRpcUrl)
  const wallet = createWallet(chainId, ethereumRpcUrl, privateKey)
  const address = wallet.account.address
  const found = await reader.getChainId()
  if (found !== chainId) {
    await client.close()
    throw new NotRetryableError(
      'WRONG_CHAIN',
      `expected chain ${chainId}, where the platform is, at ${ethereumRpcUrl}, got chain ${found}`,
    )
  }
  const escrow = { address: contracts.escrow, abi: [...escrowAbi, ...protocolErrorsAbi] } as const
  const deps = { reader, wallet, platform }
  const domain = marketplaceDomain(chainId, contracts.taskMarketplace)
  const ownTask = async (jobId: string) => {
    const { job } = await client.execute(JobDocument, { id: jobId })
    if (!job) throw new NotRetryableError('JOB_UNKNOWN', `expected the id of one of the caller's jobs, got ${jobId}`)
    return job
  }
  const isOwed = (token: Address): Promise<bigint> =>
    reader.readContract({ ...escrow, functionName: 'claimable', args: [token, address] })

  return {
    address,
    client,
    platform,
    async signsIn() {
      await signIn(client, wallet.account)
    },
    uploads: (job) => uploadJob(job, blobUrl, () => client.accessToken()),
    quotes: async (job, token) => (await client.execute(QuoteDocument, { input: quoteInput(job, token) })).quote,
    previews: async (job, token) =>
      (await client.execute(MatchPreviewDocument, { input: quoteInput(job, token) })).matchPreview,
    submits: (spec, clientRequestId) =>
      submitJob(spec, { client, platform, buyer: address, ...(clientRequestId ? { clientRequestId } : {}) }),
    funds: (job) => fundJob(job, deps),
    async deposits(token, amount) {
      const variables = { token, amount: amount.toString() }
      const { depositTransaction } = await client.execute(DepositTransactionDocument, variables)
      const args = [token, address, amount] as const
      const wanted = encodeFunctionData({ abi: escrowAbi, functionName: 'deposit', args })
      expectCall(depositTransaction, contracts.escrow, (data) => data === wanted)
      await sendPrepared(depositTransaction, 'the deposit', deps)
    },
    async fundsFromBalance({ jobId, request }) {
      const signature = await wallet.account.signTypedData(requestTypedData(domain, request))
      succeed(
        (await client.execute(FundFromBalanceDocument, { jobId, signature }, { idempotent: true })).fundFromBalance,
      )
    },
    async disputes(jobId, reason) {
      const { transaction, deposit, bond } = succeed(
        (await client.execute(OpenDisputeDocument, { jobId, reason }, { idempotent: true })).openDispute,
      )
      if (!transaction || bond === null) throw new NotRetryableError('NO_DISPUTE', `job ${jobId} can't be disputed`)
      const { taskId } = await ownTask(jobId)
      const reasonHash = `0x${createHash('sha256').update(reason.trim()).digest('hex')}`
      // What else the call passes on is the contract's to check: it takes the result that stands, or nothing.
      expectCall(transaction, contracts.taskMarketplace, (data) => {
        const { functionName, args } = decodeFunctionData({ abi: taskMarketplaceAbi, data })
        return functionName === 'openDispute' && args[0] === taskId && args[2] === reasonHash
      })
      if (BigInt(transaction.value) > BigInt(bond)) {
        throw new NotRetryableError(
          'WRONG_TRANSACTION',
          `expected at most the bond of ${bond} wei, got ${transaction.value}`,
        )
      }
      if (deposit) {
        expectCall(deposit, contracts.escrow, (data) => {
          const { functionName, args } = decodeFunctionData({ abi: escrowAbi, data })
          return functionName === 'deposit' && isAddressEqual(args[1], address) && args[2] <= BigInt(bond)
        })
        await sendPrepared(deposit, 'the deposit of the bond', deps)
      }
      await sendPrepared(transaction, 'the dispute', deps)
      return BigInt(bond)
    },
    watches: (jobId, options) => watchJob(client, jobId, options),
    downloads: (jobId, folder) => downloadResult(jobId, folder, { client, blobUrl }),
    async approves(jobId, seen) {
      const { job } = await client.execute(JobDocument, { id: jobId })
      if (!job?.result)
        throw new NotRetryableError('NO_RESULT', `expected a job with a result, ${jobId} has none (${job?.state})`)
      const { attempt, resultHash } = job.result
      if (seen && resultHash !== `0x${seen.manifestSha256}`) {
        throw new NotRetryableError(
          'RESULT_MISMATCH',
          `expected to approve the downloaded result 0x${seen.manifestSha256}, but job ${jobId} has ${resultHash} now; download it again`,
        )
      }
      const approval = approvalTypedData(domain, { taskId: job.taskId, attempt, resultHash })
      const signature = await wallet.account.signTypedData(approval)
      succeed((await client.execute(ApproveResultDocument, { jobId, signature }, { idempotent: true })).approveResult)
    },
    async cancels(jobId) {
      const { transaction } = succeed(
        (await client.execute(CancelJobDocument, { jobId }, { idempotent: true })).cancelJob,
      )
      if (!transaction) return
      await sendPrepared(transaction, `cancelling job ${jobId}`, deps)
    },
    isOwed,
    async withdraws(token) {
      const due = await isOwed(token)
      if (due === 0n) return 0n
      const { request } = await reader.simulateContract({
        ...escrow,
        functionName: 'withdraw',
        args: [token, address],
        account: wallet.account,
      })
      const hash = await wallet.writeContract(request)
      const { status } = await reader.waitForTransactionReceipt({ hash, timeout: 180_000 })
      if (status !== 'success') throw new NotRetryableError('TRANSACTION_FAILED', `withdrawing failed (${hash})`)
      return due
    },
    accountsFor: (jobId) => accountFor(client, jobId, feeBps),
  }
}
