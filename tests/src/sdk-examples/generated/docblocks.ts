// Generated from the docblocks of packages/sdk/src by `npm run generate`; do not edit.
import { ETH_ADDRESS, auditNode, browserSession, checkOffer, codeOf, connect, createAnalyst, createArbitrator, createBuyer, createOperator, createProvider, createReader, createStaker, findPlatform, formatAmount, isRetryable, marketplaceDomain, parseAmount, parseJobFile, problemsOf, readAccount, readProposals, readWalletSteps, regionToBytes8 } from '@aiigo/sdk'
import { archiveGroupResult, checkGroupFiles, checkJobFiles, chosenMembers, downloadArtifacts, downloadGroupResult, downloadResult, fileSession, isExampleProgram, loadJobFile, loadSubmission, uploadGroup, uploadJob, withExampleFiles } from '@aiigo/sdk/node'
import { developmentAccount, dispense, findDevelopmentAccount, mintTestUsdc } from '@aiigo/sdk/local'
import { keccak256, stringToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Given } from '../given.js'

export async function example_auditNode({ connection, nodeId }: Given): Promise<void> {
  {
    const nodeId = '0x0123456789abcdef'
    const expiresAt = new Date(Date.now() + 90 * 86_400_000)
    await auditNode(connection, { nodeId, statement: 'seen in the rack: one RTX 4090, serial 1234', expiresAt })
  }
}

export async function example_browserSession({ apiUrl, wallet }: Given): Promise<void> {
  {
    await connect({ apiUrl, wallet, sessionStore: browserSession() })
  }
}

export async function example_checkOffer({ chainId, contracts, offer }: Given): Promise<void> {
  {
    checkOffer(offer, marketplaceDomain(chainId, contracts.taskMarketplace))
  }
}

export async function example_codeOf({ buyer, error, job }: Given): Promise<void> {
  {
    await buyer.fund(job).catch((error: unknown) => {
      if (codeOf(error) !== 'NOT_ENOUGH_MONEY') throw error
      console.log('get some money first')
    })
  }
}

export async function example_connect({ apiUrl, buyer, connection, key, rpcUrl, wallet }: Given): Promise<void> {
  {
    const connection = await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) })
    const buyer = createBuyer(connection)
    await buyer.signIn()
    // …
    await connection.close()
  }
}

export async function example_createAnalyst({ analyst, apiUrl, provider, token }: Given): Promise<void> {
  {
    const analyst = createAnalyst({ apiUrl })
    for (const { provider, earned } of await analyst.topEarners({ token: ETH_ADDRESS })) console.log(provider, earned)
    await analyst.close()
  }
}

export async function example_createArbitrator({ apiUrl, arbitrator, jobId, key, rpcUrl, wallet }: Given): Promise<void> {
  {
    const arbitrator = createArbitrator(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
    await arbitrator.signIn()
    for await (const { case: found } of arbitrator.cases({ undecided: true })) {
      if (found.state === 'TO_COMMIT') await arbitrator.commit(found.jobId, 'PROVIDER')
      if (found.state === 'TO_REVEAL') await arbitrator.reveal(found.jobId)
    }
  }
}

export async function example_createBuyer({ apiUrl, buyer, job, jobId, key, rpcUrl, wallet }: Given): Promise<void> {
  {
    const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
    await buyer.signIn()
    const job = await buyer.submit(await uploadJob(buyer, await loadJobFile('job.yaml')))
    await buyer.fund(job)
    const { last } = await buyer.wait(job.jobId, { until: ['VERIFYING'] })
  }
}

export async function example_createOperator({ apiUrl, key, operator, rpcUrl, wallet }: Given): Promise<void> {
  {
    const operator = createOperator(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
    await operator.signIn()
    await operator.setTier('0x0123456789abcdef', 'CLOUD')
  }
}

export async function example_createProvider({ apiUrl, deployment, key, nodeId, offer, provider, rpcUrl, wallet }: Given): Promise<void> {
  {
    const provider = createProvider(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key), deployment }))
    await provider.signIn()
    for await (const { offer } of provider.offers([nodeId])) {
      if (offer.state === 'OFFERED') await provider.accept(offer)
    }
  }
}

export async function example_createReader({ buyer, jobId, key }: Given): Promise<void> {
  {
    const reader = createReader({ place: await buyer.servingPlace(jobId), key: privateKeyToAccount(key) })
    const bytes = await reader.readAll('map.bin')
  }
}

export async function example_createStaker({ apiUrl, key, staker, rpcUrl, wallet }: Given): Promise<void> {
  {
    const staker = createStaker(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(key) }))
    await staker.lock(10n ** 23n)
    for (const { id, state } of await staker.proposals()) if (state === 'ACTIVE') await staker.vote(id, 'FOR')
  }
}

export async function example_findPlatform({ apiUrl, connection, rpcUrl, wallet }: Given): Promise<void> {
  {
    const { rpcUrl } = await findPlatform({ apiUrl })
    const connection = await connect({ apiUrl, rpcUrl, wallet })
  }
}

export async function example_formatAmount({  }: Given): Promise<void> {
  {
    formatAmount(1_500_000n, 6) // '1.5'
  }
}

export async function example_isRetryable({ buyer, error, job }: Given): Promise<void> {
  {
    if (isRetryable(error)) await buyer.fund(job)
  }
}

export async function example_marketplaceDomain({ chainId, contracts }: Given): Promise<void> {
  {
    marketplaceDomain(chainId, contracts.taskMarketplace)
  }
}

export async function example_parseAmount({  }: Given): Promise<void> {
  {
    parseAmount('1.5', 6) // 1_500_000n
  }
}

export async function example_parseJobFile({  }: Given): Promise<void> {
  {
    parseJobFile('version: 1\nname: …').resources.units // 1
  }
}

export async function example_problemsOf({ error, spec }: Given): Promise<void> {
  {
    problemsOf(error) // [{ code: 'BUDGET_BELOW_EVERY_ASK', field: 'spec.budget.amount', message: '…' }]
  }
}

export async function example_readAccount({ connection }: Given): Promise<void> {
  {
    (await readAccount(connection)).address // '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
  }
}

export async function example_readProposals({ staker }: Given): Promise<void> {
  {
    for (const { description, state } of await readProposals(staker.client)) console.log(description, state)
  }
}

export async function example_readWalletSteps({ connection }: Given): Promise<void> {
  {
    const { payouts, actions } = await readWalletSteps(connection)
    for (const { kind, amount, symbol } of payouts) console.log('take out', kind, amount, symbol)
    for (const { kind, until } of actions) console.log('to do', kind, until)
  }
}

export async function example_regionToBytes8({  }: Given): Promise<void> {
  {
    regionToBytes8('EU') // '0x4555000000000000'
  }
}

export async function example_Analyst_block({ analyst }: Given): Promise<void> {
  {
    (await analyst.block()).block.number // 1234
  }
}

export async function example_Analyst_totals({ analyst }: Given): Promise<void> {
  {
    (await analyst.totals()).protocol?.taskCount // 17
  }
}

export async function example_Analyst_tasks({ analyst }: Given): Promise<void> {
  {
    for await (const { id, cost } of analyst.tasks({ where: { state: 'SETTLED' } })) console.log(id, cost)
  }
}

export async function example_Analyst_nodes({ analyst }: Given): Promise<void> {
  {
    for await (const { id, units } of analyst.nodes({ where: { region: 'EU' } })) console.log(id, units)
  }
}

export async function example_Analyst_movements({ analyst }: Given): Promise<void> {
  {
    for await (const { account, amount } of analyst.movements({ where: { kind: 'REFUND' } })) {
      console.log(account, BigInt(amount))
    }
  }
}

export async function example_Analyst_penalties({ analyst }: Given): Promise<void> {
  {
    for await (const { node, reason } of analyst.penalties()) console.log(node.id, reason)
  }
}

export async function example_Analyst_stakeMovements({ analyst }: Given): Promise<void> {
  {
    for await (const { node, amount } of analyst.stakeMovements({ where: { kind: 'SLASHED' } })) {
      console.log(node.id, BigInt(amount))
    }
  }
}

export async function example_Analyst_disputes({ analyst }: Given): Promise<void> {
  {
    for await (const { id, ruling } of analyst.disputes()) console.log(id, ruling)
  }
}

export async function example_Analyst_topEarners({ analyst, token }: Given): Promise<void> {
  {
    const [best] = await analyst.topEarners({ token: ETH_ADDRESS, since: 1_796_000_000 })
  }
}

export async function example_Analyst_settlements({ analyst, token }: Given): Promise<void> {
  {
    for (const { day, volume } of await analyst.settlements({ token })) console.log(day, volume)
  }
}

export async function example_Analyst_query({ analyst }: Given): Promise<void> {
  {
    type Answer = { readonly tasks: readonly { readonly id: string }[] }
    const { tasks } = await analyst.query<Answer, object>('{ tasks(first: 5) { id } }', {})
  }
}

export async function example_Analyst_activeNodes({ analyst }: Given): Promise<void> {
  {
    const nodes = await analyst.activeNodes({ where: { resourceType: 'GPU' } })
    for (const { name, online, asks } of nodes) console.log(name, online, asks)
  }
}

export async function example_Analyst_prices({ analyst }: Given): Promise<void> {
  {
    for (const { region, median } of await analyst.prices({ resourceType: 'GPU' })) console.log(region, median)
  }
}

export async function example_Analyst_candles({ analyst, token }: Given): Promise<void> {
  {
    const input = { resourceType: 'CPU', granularity: 'DAY', token: 'ETH' } as const
    for (const { startsAt, close } of await analyst.candles(input, { first: 30 })) console.log(startsAt, close)
  }
}

export async function example_Analyst_ticks({ analyst, savedSeq }: Given): Promise<void> {
  {
    for await (const { median, seq } of analyst.ticks('GPU', { afterSeq: savedSeq })) console.log(seq, median)
  }
}

export async function example_Analyst_kpis({ analyst }: Given): Promise<void> {
  {
    for (const { title, value, target } of await analyst.kpis()) console.log(title, value, target)
  }
}

export async function example_Analyst_capacity({ analyst }: Given): Promise<void> {
  {
    const capacity = await analyst.capacity({ resourceType: 'GPU' })
    for (const { region, freeUnits } of capacity?.tiers ?? []) console.log(region, freeUnits)
  }
}

export async function example_Analyst_close({ analyst }: Given): Promise<void> {
  {
    await analyst.close()
  }
}

export async function example_Arbitrator_signIn({ arbitrator }: Given): Promise<void> {
  {
    await arbitrator.signIn()
  }
}

export async function example_Arbitrator_appointment({ arbitrator }: Given): Promise<void> {
  {
    await arbitrator.appointment() // { isAppointed: true, panels: 4, silences: 0 }
  }
}

export async function example_Arbitrator_cases({ arbitrator, jobId }: Given): Promise<void> {
  {
    for await (const { case: found } of arbitrator.cases({ undecided: true })) console.log(found.jobId, found.state)
  }
}

export async function example_Arbitrator_watchCases({ arbitrator, savedSeq }: Given): Promise<void> {
  {
    for await (const { seq, kind } of arbitrator.watchCases({ afterSeq: savedSeq })) console.log(seq, kind)
  }
}

export async function example_Arbitrator_case({ arbitrator, job, jobId }: Given): Promise<void> {
  {
    (await arbitrator.case(jobId)).job?.disputeReason // 'the clusters are not what was asked for'
  }
}

export async function example_Arbitrator_logs({ arbitrator, jobId, text }: Given): Promise<void> {
  {
    for await (const { text } of arbitrator.logs(jobId)) console.log(text)
  }
}

export async function example_Arbitrator_checkLog({ arbitrator, jobId }: Given): Promise<void> {
  {
    (await arbitrator.checkLog(jobId)).truncated // false
  }
}

export async function example_Arbitrator_files({ arbitrator, file, jobId }: Given): Promise<void> {
  {
    const { files } = await arbitrator.files(jobId)
    for (const file of files) console.log(file.origin, file.name, await arbitrator.download(file))
  }
}

export async function example_Arbitrator_download({ arbitrator, file, jobId }: Given): Promise<void> {
  {
    const { files } = await arbitrator.files(jobId)
    for (const file of files) console.log(await arbitrator.download(file))
  }
}

export async function example_Arbitrator_commit({ arbitrator, jobId }: Given): Promise<void> {
  {
    await arbitrator.commit(jobId, 'PROVIDER')
  }
}

export async function example_Arbitrator_voteOpening({ arbitrator, jobId, salt }: Given): Promise<void> {
  {
    (await arbitrator.voteOpening(jobId)).salt.length // 66
  }
}

export async function example_Arbitrator_reveal({ arbitrator, jobId }: Given): Promise<void> {
  {
    (await arbitrator.reveal(jobId)).vote // 'PROVIDER'
  }
}

export async function example_Arbitrator_rewards({ arbitrator, token }: Given): Promise<void> {
  {
    for (const { amount, token } of await arbitrator.rewards()) console.log(amount, token)
  }
}

export async function example_Arbitrator_close({ arbitrator }: Given): Promise<void> {
  {
    await arbitrator.close()
  }
}

export async function example_Buyer_signIn({ buyer }: Given): Promise<void> {
  {
    await buyer.signIn()
  }
}

export async function example_Buyer_quote({ buyer, file }: Given): Promise<void> {
  {
    (await buyer.quote(file, 'ETH')).suggestedBudget // 1_200_000_000_000_000n
  }
}

export async function example_Buyer_preview({ buyer, file }: Given): Promise<void> {
  {
    (await buyer.preview(file, 'ETH')).summary // 'no node matches: 3 are in another region'
  }
}

export async function example_Buyer_quoteGroup({ buyer, group, loaded }: Given): Promise<void> {
  {
    (await buyer.quoteGroup(loaded.group)).costs[0]?.expectedCost // 1_200_000_000_000_000n
  }
}

export async function example_Buyer_quoteUnpaid({ buyer, group, groupId }: Given): Promise<void> {
  {
    (await buyer.quoteUnpaid(await buyer.group(groupId)))?.atOnce // 3
  }
}

export async function example_Buyer_upload({ buyer, text, uploaded }: Given): Promise<void> {
  {
    const uploaded = await buyer.upload(parseJobFile(text), async (path) => (await fetch(path)).blob())
  }
}

export async function example_Buyer_submit({ buyer, job, uploaded }: Given): Promise<void> {
  {
    const job = await buyer.submit(uploaded, { clientRequestId: crypto.randomUUID() })
  }
}

export async function example_Buyer_submitted({ buyer, jobId }: Given): Promise<void> {
  {
    await buyer.fund(await buyer.submitted(jobId))
  }
}

export async function example_Buyer_fund({ buyer, job }: Given): Promise<void> {
  {
    await buyer.fund(job, { onTransaction: ({ hash }) => console.log(hash) })
  }
}

export async function example_Buyer_fundingPrompts({ buyer, usdc }: Given): Promise<void> {
  {
    (await buyer.fundingPrompts(usdc, 5_000_000n)).transactions // 1
  }
}

export async function example_Buyer_deposit({ buyer, usdc }: Given): Promise<void> {
  {
    await buyer.deposit(usdc, 5_000_000n)
  }
}

export async function example_Buyer_fundFromBalance({ buyer, job }: Given): Promise<void> {
  {
    await buyer.fundFromBalance(job)
  }
}

export async function example_Buyer_uploadGroup({ buyer, content, group, loaded, uploaded }: Given): Promise<void> {
  {
    const uploaded = await buyer.uploadGroup(loaded.group, async () => content)
  }
}

export async function example_Buyer_submitGroup({ buyer, loaded }: Given): Promise<void> {
  {
    const submitted = await buyer.submitGroup(await uploadGroup(buyer, loaded))
  }
}

export async function example_Buyer_submittedGroup({ buyer, groupId }: Given): Promise<void> {
  {
    await buyer.fundGroup(await buyer.submittedGroup(groupId))
  }
}

export async function example_Buyer_fundGroup({ buyer, group }: Given): Promise<void> {
  {
    await buyer.fundGroup(group)
  }
}

export async function example_Buyer_watchGroup({ buyer, groupId }: Given): Promise<void> {
  {
    for await (const { done, total } of buyer.watchGroup(groupId)) console.log(`${done} of ${total}`)
  }
}

export async function example_Buyer_group({ buyer, group, groupId }: Given): Promise<void> {
  {
    const { members } = await buyer.group(groupId)
  }
}

export async function example_Buyer_groups({ buyer }: Given): Promise<void> {
  {
    for await (const { id, name, progress } of buyer.groups()) console.log(id, name, progress.done)
  }
}

export async function example_Buyer_retryGroup({ buyer, groupId }: Given): Promise<void> {
  {
    await buyer.fundGroup(await buyer.retryGroup(groupId))
  }
}

export async function example_Buyer_cancelGroup({ buyer, groupId }: Given): Promise<void> {
  {
    const { cancelled } = await buyer.cancelGroup(groupId)
  }
}

export async function example_Buyer_watch({ buyer, jobId, savedSeq }: Given): Promise<void> {
  {
    for await (const { state, seq } of buyer.watch(jobId, { afterSeq: savedSeq })) console.log(seq, state)
  }
}

export async function example_Buyer_progress({ buyer, jobId }: Given): Promise<void> {
  {
    for await (const { percent, cost } of buyer.progress(jobId)) console.log(percent, cost)
  }
}

export async function example_Buyer_logs({ buyer, jobId, text }: Given): Promise<void> {
  {
    for await (const { text } of buyer.logs(jobId)) console.log(text)
  }
}

export async function example_Buyer_checkLog({ buyer, jobId }: Given): Promise<void> {
  {
    (await buyer.checkLog(jobId)).truncated // false
  }
}

export async function example_Buyer_readings({ buyer, jobId }: Given): Promise<void> {
  {
    for (const { at, value, unit } of (await buyer.readings(jobId)).readings) console.log(at, value, unit)
  }
}

export async function example_Buyer_wait({ buyer, jobId }: Given): Promise<void> {
  {
    const { last } = await buyer.wait(jobId, { until: ['VERIFYING'] })
  }
}

export async function example_Buyer_waitFinal({ buyer, jobId }: Given): Promise<void> {
  {
    await buyer.waitFinal(jobId, { onFinality: (f) => console.log(f?.confirmations, 'of', f?.required) })
  }
}

export async function example_Buyer_job({ buyer, job, jobId }: Given): Promise<void> {
  {
    (await buyer.job(jobId)).state // 'EXECUTING'
  }
}

export async function example_Buyer_history({ buyer, jobId }: Given): Promise<void> {
  {
    (await buyer.history(jobId)).at(-1)?.to // 'PAID'
  }
}

export async function example_Buyer_jobs({ buyer, job }: Given): Promise<void> {
  {
    for await (const { job } of buyer.jobs({ state: 'EXECUTING' })) console.log(job.name)
  }
}

export async function example_Buyer_servingPlace({ buyer, jobId }: Given): Promise<void> {
  {
    const place = await buyer.servingPlace(jobId)
    console.log(place.url, place.files.length)
  }
}

export async function example_Buyer_receipts({ buyer, jobId }: Given): Promise<void> {
  {
    for (const { reader, bytes } of (await buyer.receipts(jobId)).readers) console.log(reader, bytes)
  }
}

export async function example_Buyer_artifacts({ buyer, file, jobId }: Given): Promise<void> {
  {
    for (const file of await buyer.artifacts(jobId)) console.log(file.name, await buyer.download(file))
  }
}

export async function example_Buyer_result({ buyer, jobId }: Given): Promise<void> {
  {
    const result = await buyer.result(jobId)
  }
}

export async function example_Buyer_download({ buyer, file, jobId }: Given): Promise<void> {
  {
    const { files } = await buyer.result(jobId)
    for (const file of files) console.log(file.name, await buyer.download(file))
  }
}

export async function example_Buyer_releaseKeys({ buyer, nodeId }: Given): Promise<void> {
  {
    for (const { nodeId, refused } of await buyer.releaseKeys()) console.log(nodeId, refused ?? 'released')
  }
}

export async function example_Buyer_deleteFiles({ buyer, jobId }: Given): Promise<void> {
  {
    await buyer.deleteFiles(jobId)
  }
}

export async function example_Buyer_approve({ buyer, jobId }: Given): Promise<void> {
  {
    const result = await buyer.result(jobId)
    await buyer.approve(jobId, result)
  }
}

export async function example_Buyer_disputeBond({ buyer, jobId }: Given): Promise<void> {
  {
    await buyer.disputeBond(jobId) // 1_000_000_000_000n
  }
}

export async function example_Buyer_dispute({ buyer, jobId }: Given): Promise<void> {
  {
    await buyer.dispute(jobId, 'the clusters are not what was asked for')
  }
}

export async function example_Buyer_addEvidence({ buyer, content, jobId, text }: Given): Promise<void> {
  {
    await buyer.addEvidence(jobId, { text: 'line 3 is empty', files: [{ name: 'expected.csv', content }] })
  }
}

export async function example_Buyer_evidence({ buyer, jobId, text }: Given): Promise<void> {
  {
    for (const { side, text } of await buyer.evidence(jobId)) console.log(side, text)
  }
}

export async function example_Buyer_openEvidence({ buyer, file, jobId }: Given): Promise<void> {
  {
    for (const { files } of await buyer.evidence(jobId)) {
      for (const file of files) console.log(file.name, await buyer.openEvidence(file))
    }
  }
}

export async function example_Buyer_planExtension({ buyer, jobId }: Given): Promise<void> {
  {
    (await buyer.planExtension(jobId, { seconds: 3_600 })).addedDeposit // 36_000_000_000_000n
  }
}

export async function example_Buyer_extend({ buyer, jobId }: Given): Promise<void> {
  {
    const { dueAt } = await buyer.extend(jobId, { seconds: 3_600 })
  }
}

export async function example_Buyer_stop({ buyer, jobId }: Given): Promise<void> {
  {
    await buyer.stop(jobId)
    await buyer.wait(jobId, { until: ['VERIFYING'] })
  }
}

export async function example_Buyer_cancel({ buyer, jobId }: Given): Promise<void> {
  {
    await buyer.cancel(jobId)
  }
}

export async function example_Buyer_accountFor({ buyer, jobId }: Given): Promise<void> {
  {
    (await buyer.accountFor(jobId)).buyerPaid // 501n
  }
}

export async function example_Buyer_close({ buyer }: Given): Promise<void> {
  {
    await buyer.close()
  }
}

export async function example_MoneyVerbs_balance({ buyer }: Given): Promise<void> {
  {
    await buyer.balance(ETH_ADDRESS) // 1_000_000_000_000_000_000n
  }
}

export async function example_MoneyVerbs_owed({ buyer, usdc }: Given): Promise<void> {
  {
    await buyer.owed(usdc) // 5_000_000n
  }
}

export async function example_MoneyVerbs_withdraw({ buyer }: Given): Promise<void> {
  {
    const { amount, transaction } = await buyer.withdraw(ETH_ADDRESS)
  }
}

export async function example_Operator_signIn({ operator }: Given): Promise<void> {
  {
    await operator.signIn()
  }
}

export async function example_Operator_isOperator({ operator, wallet }: Given): Promise<void> {
  {
    if (!(await operator.isOperator())) throw new Error('sign in with the operator’s wallet')
  }
}

export async function example_Operator_alerts({ operator }: Given): Promise<void> {
  {
    for (const { severity, message } of await operator.alerts()) console.log(severity, message)
  }
}

export async function example_Operator_queues({ operator }: Given): Promise<void> {
  {
    for (const { name, failed } of (await operator.queues()).queues) console.log(name, failed)
  }
}

export async function example_Operator_failedJobs({ operator }: Given): Promise<void> {
  {
    for (const { id, reason } of await operator.failedJobs('verify')) console.log(id, reason)
  }
}

export async function example_Operator_retry({ operator }: Given): Promise<void> {
  {
    for (const { id } of await operator.failedJobs('verify')) await operator.retry('verify', id)
  }
}

export async function example_Operator_discard({ operator }: Given): Promise<void> {
  {
    for (const { id } of await operator.failedJobs('verify')) await operator.discard('verify', id)
  }
}

export async function example_Operator_nodesToReview({ operator }: Given): Promise<void> {
  {
    for (const { reason, node } of await operator.nodesToReview()) console.log(reason, node.id)
  }
}

export async function example_Operator_audit({ nodeId, operator }: Given): Promise<void> {
  {
    const expiresAt = new Date(Date.now() + 90 * 86_400_000)
    await operator.audit({ nodeId, statement: 'seen in the rack: one RTX 4090, serial 1234', expiresAt })
  }
}

export async function example_Operator_reject({ nodeId, operator }: Given): Promise<void> {
  {
    await operator.reject(nodeId)
  }
}

export async function example_Operator_closeReview({ nodeId, operator }: Given): Promise<void> {
  {
    await operator.closeReview(nodeId)
  }
}

export async function example_Operator_setTier({ nodeId, operator }: Given): Promise<void> {
  {
    await operator.setTier(nodeId, 'OWNED')
  }
}

export async function example_Operator_close({ operator }: Given): Promise<void> {
  {
    await operator.close()
  }
}

export async function example_Provider_signIn({ provider }: Given): Promise<void> {
  {
    await provider.signIn()
  }
}

export async function example_Provider_nodeIdOf({ provider }: Given): Promise<void> {
  {
    provider.nodeIdOf(keccak256(stringToBytes('my machine'))) // '0x1122334455667788'
  }
}

export async function example_Provider_describe({ provider, salt, spec }: Given): Promise<void> {
  {
    const spec = { memoryMiB: 4_096 }
    await provider.describe({ salt, name: 'my machine', resourceType: 'CPU', units: 4, region: 'EU', spec })
  }
}

export async function example_Provider_nodes({ provider }: Given): Promise<void> {
  {
    const [node] = await provider.nodes()
  }
}

export async function example_Provider_node({ nodeId, provider }: Given): Promise<void> {
  {
    (await provider.node(nodeId))?.state // 'ACTIVE'
  }
}

export async function example_Provider_registrationCost({ provider }: Given): Promise<void> {
  {
    const { fee, eth } = await provider.registrationCost(1_000n * 10n ** 18n)
  }
}

export async function example_Provider_register({ provider, salt, spec, specHash, token }: Given): Promise<void> {
  {
    const spec = { resourceType: 1, units: 4, region: regionToBytes8('EU'), specHash }
    const asks = [{ token: ETH_ADDRESS, rate: 1_000_000_000n }]
    await provider.register({ salt, spec, asks, stake: 1_000n * 10n ** 18n })
  }
}

export async function example_Provider_stake({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.stake(nodeId, 500n * 10n ** 18n)
  }
}

export async function example_Provider_unstake({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.unstake(nodeId, 500n * 10n ** 18n)
  }
}

export async function example_Provider_withdrawStake({ nodeId, provider, savings }: Given): Promise<void> {
  {
    await provider.withdrawStake(nodeId, { to: savings })
  }
}

export async function example_Provider_stakeOf({ nodeId, provider }: Given): Promise<void> {
  {
    (await provider.stakeOf(nodeId)).active // 1_000_000_000_000_000_000_000n
  }
}

export async function example_Provider_bondTerms({ provider }: Given): Promise<void> {
  {
    (await provider.bondTerms()).minimum // 50_000_000_000_000_000_000_000n
  }
}

export async function example_Provider_bondOf({ nodeId, provider }: Given): Promise<void> {
  {
    const { amount, slaBps, isPartner } = await provider.bondOf(nodeId)
  }
}

export async function example_Provider_commitBond({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.commitBond(nodeId, 9_900, 50_000n * 10n ** 18n)
  }
}

export async function example_Provider_topUpBond({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.topUpBond(nodeId, 1_000n * 10n ** 18n)
  }
}

export async function example_Provider_releaseBond({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.releaseBond(nodeId)
  }
}

export async function example_Provider_withdrawBond({ nodeId, provider, savings }: Given): Promise<void> {
  {
    await provider.withdrawBond(nodeId, { to: savings })
  }
}

export async function example_Provider_claimBonus({ provider }: Given): Promise<void> {
  {
    const week = { epoch: 12, amount: 5n * 10n ** 18n, proof: [] }
    await provider.claimBonus(week)
  }
}

export async function example_Provider_ask({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.ask(nodeId, ETH_ADDRESS) // 1_000_000_000n
  }
}

export async function example_Provider_setAsks({ nodeId, provider, token }: Given): Promise<void> {
  {
    await provider.setAsks(nodeId, [{ token: ETH_ADDRESS, rate: 1_000_000_000n }])
  }
}

export async function example_Provider_setSpec({ nodeId, provider, specHash }: Given): Promise<void> {
  {
    await provider.setSpec(nodeId, { resourceType: 1, units: 8, region: regionToBytes8('EU'), specHash })
  }
}

export async function example_Provider_activate({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.activate(nodeId)
  }
}

export async function example_Provider_deactivate({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.deactivate(nodeId)
  }
}

export async function example_Provider_setAvailability({ nodeId, provider }: Given): Promise<void> {
  {
    await provider.setAvailability(nodeId, 'AVAILABLE')
  }
}

export async function example_Provider_heartbeat({ nodeId, offer, provider }: Given): Promise<void> {
  {
    const presence = { nodeId, runningOfferIds: [offer.id], generation: 1, roundTripMs: null }
    const { nextHeartbeatSeconds, endedOfferIds } = await provider.heartbeat(presence)
  }
}

export async function example_Provider_openOffers({ nodeId, provider }: Given): Promise<void> {
  {
    for (const { id, state } of await provider.openOffers([nodeId])) console.log(id, state)
  }
}

export async function example_Provider_openWork({ nodeId, provider }: Given): Promise<void> {
  {
    const { offers, checks } = await provider.openWork([nodeId])
  }
}

export async function example_Provider_offers({ nodeId, offer, provider, savedSeq }: Given): Promise<void> {
  {
    for await (const { offer, seq } of provider.offers([nodeId], { after: [{ nodeId, seq: savedSeq }] })) {
      if (offer.state === 'OFFERED') await provider.accept(offer)
      console.log('dealt with', seq)
    }
  }
}

export async function example_Provider_watch({ jobId, provider }: Given): Promise<void> {
  {
    for await (const { state } of provider.watch(jobId)) if (state === 'DISPUTED') console.log('answer it')
  }
}

export async function example_Provider_answerDispute({ jobId, provider, text }: Given): Promise<void> {
  {
    await provider.answerDispute(jobId, { text: 'line 3 is empty in the input, too' })
  }
}

export async function example_Provider_evidence({ jobId, provider, text }: Given): Promise<void> {
  {
    for (const { side, text } of await provider.evidence(jobId)) console.log(side, text)
  }
}

export async function example_Provider_openEvidence({ file, jobId, provider }: Given): Promise<void> {
  {
    for (const { files } of await provider.evidence(jobId)) {
      for (const file of files) console.log(file.name, await provider.openEvidence(file))
    }
  }
}

export async function example_Provider_checkWork({ nodeId, provider }: Given): Promise<void> {
  {
    const { checks } = await provider.openWork([nodeId])
    for (const work of checks) console.log(provider.checkWork(work))
  }
}

export async function example_Provider_checkOffer({ offer, provider }: Given): Promise<void> {
  {
    const checked = provider.checkOffer(offer)
    if ('reason' in checked) await provider.decline(offer.id, checked.reason)
    else console.log(checked.terms.resources.units)
  }
}

export async function example_Provider_accept({ offer, provider }: Given): Promise<void> {
  {
    await provider.accept(offer)
  }
}

export async function example_Provider_decline({ offer, provider }: Given): Promise<void> {
  {
    await provider.decline(offer.id, 'no memory is free')
  }
}

export async function example_Provider_assignment({ offer, provider }: Given): Promise<void> {
  {
    (await provider.assignment(offer.taskId))?.dueAt // 1_796_169_600
  }
}

export async function example_Provider_task({ offer, provider }: Given): Promise<void> {
  {
    (await provider.task(offer.taskId)).state // 'ASSIGNED'
  }
}

export async function example_Provider_isAssigned({ offer, provider }: Given): Promise<void> {
  {
    const assignment = await provider.assignment(offer.taskId)
    if (assignment && (await provider.isAssigned(offer.taskId, assignment))) console.log('confirmed')
  }
}

export async function example_Provider_now({ offer, provider }: Given): Promise<void> {
  {
    const secondsLeft = offer.expiresAt - provider.now() / 1_000
  }
}

export async function example_Provider_chainTime({ provider }: Given): Promise<void> {
  {
    await provider.chainTime() // 1_796_169_600
  }
}

export async function example_Provider_requestKey({ offer, provider, recipient }: Given): Promise<void> {
  {
    const sealedKey = await provider.requestKey(offer, recipient)
  }
}

export async function example_Provider_reportCheck({ file, nodeId, provider }: Given): Promise<void> {
  {
    const { checks } = await provider.openWork([nodeId])
    const printed = { stdout: '0'.repeat(64), stderr: '0'.repeat(64) }
    const report = { outcome: 'EXITED', exitCode: 0, printed, outputs: [] } as const
    const file = await provider.store(new TextEncoder().encode('{}'))
    for (const work of checks) await provider.reportCheck(work, report, file)
  }
}

export async function example_Provider_refuseCheck({ nodeId, provider }: Given): Promise<void> {
  {
    const { checks } = await provider.openWork([nodeId])
    for (const { id } of checks) await provider.refuseCheck(id, 'no free memory')
  }
}

export async function example_Provider_benchmark({ nodeId, provider }: Given): Promise<void> {
  {
    const benchmark = await provider.benchmark(nodeId)
  }
}

export async function example_Provider_beginBenchmark({ nodeId, provider }: Given): Promise<void> {
  {
    const { stage, seed, size } = await provider.beginBenchmark(nodeId)
  }
}

export async function example_Provider_answerBenchmark({ nodeId, provider }: Given): Promise<void> {
  {
    const task = await provider.beginBenchmark(nodeId)
    const digests = ['0123456789abcdef'] // as many as `task.size` says
    await provider.answerBenchmark(task, { digests })
  }
}

export async function example_Provider_takeBenchmarkCheck({ nodeId, provider }: Given): Promise<void> {
  {
    const check = await provider.takeBenchmarkCheck(nodeId)
  }
}

export async function example_Provider_reportBenchmarkCheck({ nodeId, provider }: Given): Promise<void> {
  {
    const check = await provider.takeBenchmarkCheck(nodeId)
    const digests = ['0123456789abcdef'] // one of each part
    if (check) await provider.reportBenchmarkCheck(nodeId, check.id, digests)
  }
}

export async function example_Provider_reportProgress({ offer, provider }: Given): Promise<void> {
  {
    await provider.reportProgress(offer.id, { phase: 'RUNNING', note: 'epoch 3 of 10' })
  }
}

export async function example_Provider_reportCheckpoint({ offer, provider }: Given): Promise<void> {
  {
    const { cid, sha256, size } = await provider.store(new TextEncoder().encode('step 12'))
    await provider.reportCheckpoint(offer.id, { sequence: 1, cid, sha256, size, mac: null }) // 1
  }
}

export async function example_Provider_reportArtifacts({ offer, provider }: Given): Promise<void> {
  {
    const { cid, sha256, size } = await provider.store(new TextEncoder().encode('0123456789abcdefloss 0.12'))
    const stored = { cid, sha256, storedSize: size, size: size - 16, mac: null }
    await provider.reportArtifacts(offer.id, [{ name: 'loss.txt', ...stored, takenAt: new Date().toISOString() }])
  }
}

export async function example_Provider_appendLogs({ offer, provider, text }: Given): Promise<void> {
  {
    const part = { stream: 'STDOUT', text: 'hello\nworld\n', at: new Date(provider.now()).toISOString() } as const
    await provider.appendLogs(offer.id, 1, [part]) // 2
  }
}

export async function example_Provider_store({ provider }: Given): Promise<void> {
  {
    const { cid } = await provider.store(new TextEncoder().encode('hello'))
  }
}

export async function example_Provider_signReading({ offer, provider }: Given): Promise<void> {
  {
    const reading = { sequence: 1, at: new Date().toISOString(), value: 21.5, unit: '°C' }
    await provider.signReading(offer, 'temperature', reading)
  }
}

export async function example_Provider_signResult({ manifestCid, manifestSha256, offer, provider }: Given): Promise<void> {
  {
    const run = { manifestCid, manifestSha256, usage: 60n, exitCode: 0, outputs: [] }
    await provider.submitResult(offer.id, await provider.signResult(offer, run))
  }
}

export async function example_Provider_submitResult({ offer, provider, signedResult }: Given): Promise<void> {
  {
    await provider.submitResult(offer.id, signedResult)
  }
}

export async function example_Provider_relayResult({ offer, provider, signedResult }: Given): Promise<void> {
  {
    const assignment = await provider.assignment(offer.taskId)
    if (assignment) await provider.relayResult(offer.taskId, assignment, signedResult)
  }
}

export async function example_Provider_release({ offer, provider }: Given): Promise<void> {
  {
    const assignment = await provider.assignment(offer.taskId)
    if (assignment) await provider.release(offer.taskId, assignment)
  }
}

export async function example_Provider_challenges({ nodeId, provider }: Given): Promise<void> {
  {
    for (const { id, deadline } of await provider.challenges(nodeId)) console.log(id, deadline)
  }
}

export async function example_Provider_answer({ challengeId, provider }: Given): Promise<void> {
  {
    await provider.answer(challengeId, [12n, 7n])
  }
}

export async function example_Provider_earnings({ provider }: Given): Promise<void> {
  {
    for (const { symbol, amount } of await provider.earnings()) console.log(symbol, amount)
  }
}

export async function example_Provider_pay({ nodeId, provider }: Given): Promise<void> {
  {
    const from = new Date(Date.now() - 30 * 86_400_000)
    for (const { startsAt, amount } of await provider.pay({ from, nodeId })) console.log(startsAt, amount)
  }
}

export async function example_Provider_estimateEarnings({ provider, token }: Given): Promise<void> {
  {
    await provider.estimateEarnings({ resourceType: 'GPU', token: 'USDC', rate: 100n, hours: 24 })
  }
}

export async function example_Provider_close({ provider }: Given): Promise<void> {
  {
    await provider.close()
  }
}

export async function example_Staker_signIn({ staker }: Given): Promise<void> {
  {
    await staker.signIn()
  }
}

export async function example_Staker_position({ staker }: Given): Promise<void> {
  {
    (await staker.position()).votes // 100_000_000_000_000_000_000_000n
  }
}

export async function example_Staker_lock({ staker }: Given): Promise<void> {
  {
    await staker.lock(10n ** 21n, { termSeconds: 90 * 86_400 })
  }
}

export async function example_Staker_unstake({ staker }: Given): Promise<void> {
  {
    const [lock] = (await staker.position()).locks
    if (lock) await staker.unstake(lock.id)
  }
}

export async function example_Staker_withdrawLock({ staker }: Given): Promise<void> {
  {
    for (const { id, availableAt } of (await staker.position()).locks) if (availableAt) await staker.withdrawLock(id)
  }
}

export async function example_Staker_claimYield({ staker }: Given): Promise<void> {
  {
    await staker.claimYield()
  }
}

export async function example_Staker_delegate({ staker }: Given): Promise<void> {
  {
    await staker.delegate(staker.address)
  }
}

export async function example_Staker_proposals({ staker }: Given): Promise<void> {
  {
    for (const { description, state } of await staker.proposals()) console.log(description, state)
  }
}

export async function example_Staker_propose({ connection, contracts, staker }: Given): Promise<void> {
  {
    const { aiigoGovernor } = staker.connection.contracts
    const call = staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200'])
    await staker.propose([call], 'Vote for three days instead of five')
  }
}

export async function example_Staker_encodeCall({ connection, contracts, staker }: Given): Promise<void> {
  {
    const { aiigoGovernor } = staker.connection.contracts
    staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200']).data.length // 74
  }
}

export async function example_Staker_decodeCall({ connection, contracts, staker }: Given): Promise<void> {
  {
    const { aiigoGovernor } = staker.connection.contracts
    const call = staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200'])
    staker.decodeCall(call).functionName // 'setVotingPeriod'
  }
}

export async function example_Staker_proposalId({ connection, contracts, staker }: Given): Promise<void> {
  {
    const { aiigoGovernor } = staker.connection.contracts
    const call = staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200'])
    staker.proposalId([call], 'Vote for three days instead of five') > 0n // true
  }
}

export async function example_Staker_vote({ staker }: Given): Promise<void> {
  {
    for (const { id, state } of await staker.proposals()) if (state === 'ACTIVE') await staker.vote(id, 'FOR')
  }
}

export async function example_Staker_queue({ staker }: Given): Promise<void> {
  {
    for (const one of await staker.proposals()) if (one.state === 'SUCCEEDED') await staker.queue(one)
  }
}

export async function example_Staker_execute({ staker }: Given): Promise<void> {
  {
    for (const one of await staker.proposals()) if (one.state === 'QUEUED') await staker.execute(one)
  }
}

export async function example_Staker_records({ staker }: Given): Promise<void> {
  {
    (await staker.records()).parameterChanges.length // 42
  }
}

export async function example_Staker_vesting({ staker }: Given): Promise<void> {
  {
    for (const { id } of (await staker.records()).vestingWallets) console.log((await staker.vesting(id)).end)
  }
}

export async function example_Staker_close({ staker }: Given): Promise<void> {
  {
    await staker.close()
  }
}

export async function example_archiveGroupResult({ buyer, groupId }: Given): Promise<void> {
  {
    await archiveGroupResult(buyer, groupId, 'results.tar')
  }
}

export async function example_checkGroupFiles({ loaded }: Given): Promise<void> {
  {
    await checkGroupFiles(loaded, process.env)
  }
}

export async function example_checkJobFiles({ job }: Given): Promise<void> {
  {
    await checkJobFiles(await loadJobFile('job.yaml'))
  }
}

export async function example_chosenMembers({ buyer, group, groupId }: Given): Promise<void> {
  {
    chosenMembers((await buyer.group(groupId)).members).length // 3
  }
}

export async function example_downloadArtifacts({ buyer, jobId }: Given): Promise<void> {
  {
    for (const { path } of await downloadArtifacts(buyer, jobId, 'artifacts')) console.log(path)
  }
}

export async function example_downloadGroupResult({ buyer, groupId }: Given): Promise<void> {
  {
    const results = await downloadGroupResult(buyer, groupId, 'results') // results/train/3/model.json
  }
}

export async function example_downloadResult({ buyer, jobId }: Given): Promise<void> {
  {
    const { files } = await downloadResult(buyer, jobId, 'results')
  }
}

export async function example_fileSession({ apiUrl }: Given): Promise<void> {
  {
    await connect({ apiUrl, sessionStore: fileSession('/home/me/.aiigo/session.json') })
  }
}

export async function example_isExampleProgram({  }: Given): Promise<void> {
  {
    isExampleProgram('/opt/aiigo/examples', '/opt/aiigo/examples/kmeans/kmeans.wasm') // true
  }
}

export async function example_loadJobFile({ job }: Given): Promise<void> {
  {
    const job = await loadJobFile('examples/kmeans/job.yaml')
  }
}

export async function example_loadSubmission({ group, loaded }: Given): Promise<void> {
  {
    const loaded = await loadSubmission('sweep.yaml') // { group, folder }
  }
}

export async function example_uploadGroup({ buyer, loaded }: Given): Promise<void> {
  {
    const submitted = await buyer.submitGroup(await uploadGroup(buyer, loaded))
  }
}

export async function example_uploadJob({ buyer, job, uploaded }: Given): Promise<void> {
  {
    const uploaded = await uploadJob(buyer, await loadJobFile('job.yaml'))
  }
}

export async function example_withExampleFiles({ job }: Given): Promise<void> {
  {
    const { job, located } = await withExampleFiles(await loadJobFile('job.yaml'), '/opt/aiigo/examples')
  }
}

export async function example_developmentAccount({ apiUrl, rpcUrl, wallet }: Given): Promise<void> {
  {
    await connect({ apiUrl, rpcUrl, wallet: developmentAccount(12) })
  }
}

export async function example_dispense({ connection, giver, token, wallet }: Given): Promise<void> {
  {
    await dispense(connection, { to: wallet.address, token: 'USDC', giver })
  }
}

export async function example_findDevelopmentAccount({ apiUrl, buyer }: Given): Promise<void> {
  {
    const { developmentWallets } = await findPlatform({ apiUrl })
    const { account } = findDevelopmentAccount(developmentWallets, 'buyer')
  }
}

export async function example_mintTestUsdc({ connection, usdc }: Given): Promise<void> {
  {
    await mintTestUsdc(connection, usdc, 5_000_000n)
  }
}
