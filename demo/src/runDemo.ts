import { join } from 'node:path'
import { formatAmount, NotRetryableError, parseAmount, printable, storedProgramOf } from '@aiigo/domain'
import type { Buyer, JobStatus, PaymentToken, Quote, SubmittedJob } from '@aiigo/sdk'
import { LOCAL_CHAIN_ID, mintTestUsdc } from '@aiigo/sdk/local'
import { downloadResult, type LoadedJob, uploadJob } from '@aiigo/sdk/node'
import { getAddress } from 'viem'
import { type DemoReport, moneyTable, quoteLine } from './report.js'
import { resultSha256 } from './resultSha256.js'

export interface DemoDeps {
  readonly buyer: Buyer
  readonly job: LoadedJob
  /** Pay in this instead of the job file's token. */
  readonly token?: string
  readonly resultsDir: string
  /** Prints a line for people. */
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** A job that did not end PAID; says what became of the deposit. */
export class JobNotPaidError extends NotRetryableError {
  constructor(jobId: string, last: JobStatus, money: string) {
    super('JOB_NOT_PAID', `job ${jobId} ended ${last.state}: ${printable(last.reason ?? 'no reason given')}; ${money}`)
  }
}

/** Pays in another token: the deposit then is what the quote says would cover every node. */
function inToken(job: LoadedJob, token: PaymentToken, quote: Quote): LoadedJob {
  if (quote.suggestedBudget === null) {
    throw new NotRetryableError(
      'NO_PRICE',
      `expected a node that asks a price in ${token.symbol}, there is none; pay in another token`,
    )
  }
  const { maxRate: _, ...budget } = job.file.budget
  const amount = formatAmount(quote.suggestedBudget, token.decimals)
  return { ...job, file: { ...job.file, budget: { ...budget, token: token.symbol, amount } } }
}

/** Information for a user who stops the demo in the middle. */
function leftBehind({ jobId, request }: SubmittedJob): string {
  const until = new Date(request.assignBy * 1_000).toISOString()
  return (
    `job ${jobId} is funded and goes on without you while the platform runs: what it does not use comes back to your balance in ` +
    `the escrow, the whole deposit when no node takes it by ${until}; the next demo in this token withdraws it`
  )
}

/** The place of the deposit of a job that was not paid. */
async function moneyBack(buyer: Buyer, token: PaymentToken, deposit: bigint): Promise<string> {
  const { amount: withdrawn } = await buyer.withdraw(token.address)
  const show = (amount: bigint): string => `${formatAmount(amount, token.decimals)} ${token.symbol}`
  if (withdrawn > 0n) return `${show(withdrawn)} came back and was withdrawn`
  return `the deposit of ${show(deposit)} comes back to the buyer's balance in the escrow at the job's deadline at the latest`
}

/**
 * The whole way of a job: quote, submit, fund, watch, fetch, approve, withdraw, account.
 * @throws JobNotPaidError when it ends otherwise, after withdrawing what came back.
 */
export async function runDemo({
  buyer,
  job: given,
  token: override,
  resultsDir,
  say,
  signal,
}: DemoDeps): Promise<DemoReport> {
  const started = performance.now()
  const at = (): string => `[${((performance.now() - started) / 1_000).toFixed(1).padStart(6)}s]`
  const tell = (line: string): void => say(`${at()} ${line}`)

  await buyer.signIn()
  tell(`signed in as ${getAddress(buyer.address)}`)
  const token = buyer.connection.token(override ?? given.file.budget.token)
  const quote = await buyer.quote(given.file, token.symbol)
  tell(`quote: ${quoteLine(quote)}`)
  const job =
    override && buyer.connection.token(given.file.budget.token).symbol !== token.symbol
      ? inToken(given, token, quote)
      : given

  const { matched, summary } = await buyer.preview(job.file, token.symbol)
  if (matched === 0) {
    const { assignSeconds, fundSeconds } = job.file.deadlines
    tell(`no node fits now: ${printable(summary)}`)
    tell(`a job waits ${fundSeconds + assignSeconds} s for one at most (deadlines), then the deposit comes back`)
  }

  const uploaded = await uploadJob(buyer, job, { signal })
  const { spec } = uploaded
  const inputs = spec.inputs.length
  const program = storedProgramOf(spec)
  const what = program ? `the program (${program.size} bytes)` : 'no program'
  tell(`stored ${what} and ${inputs} input file${inputs === 1 ? '' : 's'}`)
  const submitted = await buyer.submit(uploaded)
  const deposit = parseAmount(spec.budget.amount, token.decimals)
  tell(`submitted job ${submitted.jobId}, task ${submitted.taskId}`)
  for (const { message } of submitted.warnings) tell(`note: ${printable(message)}`)
  // On a local chain no account has USDC before it is minted.
  if (buyer.connection.chainId === LOCAL_CHAIN_ID) await mintTestUsdc(buyer.connection, token.address, deposit)
  const transaction = await buyer.fund(submitted).catch(async (error: unknown) => {
    // Nothing was paid: the job need not wait for money that does not come.
    await buyer.cancel(submitted.jobId).catch(() => undefined)
    throw error
  })
  tell(`paid the deposit of ${formatAmount(deposit, token.decimals)} ${token.symbol} into the escrow (${transaction})`)

  let printed = 0
  const onStatus = ({ state, attempt, nodeId, reason }: JobStatus): void => {
    printed++
    // An attempt has its number from the chain, once it is assigned there.
    const where = nodeId ? ` on node ${nodeId}${attempt > 0 ? `, attempt ${attempt}` : ''}` : ''
    tell(`${state}${where}${reason ? `: ${printable(reason)}` : ''}`)
  }
  const onLog = ({ stream, text }: { stream: string; text: string }): void =>
    say(`           ${stream === 'SYSTEM' ? '·' : '|'} ${printable(text)}`)
  // A user who stops watching does not stop the job or its payment.
  signal.addEventListener('abort', () => say(leftBehind(submitted)), { once: true })
  const { last } = await buyer.wait(submitted.jobId, { until: ['VERIFYING'], onStatus, onLog, signal })
  if (last.state !== 'VERIFYING' && last.state !== 'PAID') {
    throw new JobNotPaidError(submitted.jobId, last, await moneyBack(buyer, token, deposit))
  }

  const result = await downloadResult(buyer, submitted.jobId, join(resultsDir, submitted.jobId))
  tell(
    `the program ended with exit code ${result.exitCode} (${result.outcome}); result hash 0x${result.manifestSha256}`,
  )
  for (const { path, size, sha256 } of result.files) tell(`result: ${path} (${size} bytes, SHA-256 ${sha256})`)
  await buyer.approve(submitted.jobId, result)
  tell('approved the result')
  // From the start again, so that no event between the two watches is missed; events are printed once.
  let again = printed
  const final = await buyer.wait(submitted.jobId, {
    signal,
    onStatus: (status) => {
      if (again > 0) again--
      else onStatus(status)
    },
  })
  if (final.last.state !== 'PAID') {
    throw new JobNotPaidError(submitted.jobId, final.last, await moneyBack(buyer, token, deposit))
  }

  const money = await buyer.accountFor(submitted.jobId)
  const { amount: withdrawn } = await buyer.withdraw(token.address)
  const elapsedMs = Math.round(performance.now() - started)
  tell('done')
  say(`\n${moneyTable(money, token, withdrawn)}\n`)
  return {
    jobId: submitted.jobId,
    taskId: submitted.taskId,
    states: final.states,
    attempts: final.last.attempt,
    resultSha256: resultSha256(result.files),
    buyerPaid: money.buyerPaid.toString(),
    providerCredited: money.providerCredited.toString(),
    treasuryCredited: money.treasuryCredited.toString(),
    token: token.symbol,
    elapsedMs,
  }
}
