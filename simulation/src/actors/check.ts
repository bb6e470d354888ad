import type { Viewer } from '@aiigo/api'
import { checkReportText, checkReportTypedData } from '@aiigo/chain'
import { contentIdOf, type JobSpec } from '@aiigo/domain'
import type { Hex, TypedDataDomain } from 'viem'
import type { Faults } from '../createFaults.js'
import type { Random } from '../kernel/createRandom.js'
import { sha256 } from './buy.js'
import type { Client } from './createClient.js'
import type { PersonsWallet } from './createWalletOf.js'
import { exitCodeOf, outputOf, reportOf } from './runOf.js'

interface Checker {
  nodeId: Hex
  viewer: Viewer
  wallet: PersonsWallet
  client: Client
  domain: TypedDataDomain
  random: Random
  faults: Faults
  blobs: Map<string, Uint8Array>
  now(): number
}

/** Milliseconds of a run. */
const RUN_MS = [500, 4_000] as const

const textHash = (text: string): string => sha256(new TextEncoder().encode(text))

/** Runs jobs of others again on a platform's node: some not at all, by faults, and some are refused. */
export function createRechecks({ nodeId, viewer, wallet, client, domain, random, faults, blobs, now }: Checker) {
  const runs = new Map<string, { conduct: 'RUNS' | 'REFUSES' | 'IGNORES'; readyAt: number }>()

  return async function recheck(): Promise<void> {
    const open = await client('checkRuns', ({ checks }) => checks.open(viewer, [nodeId]))
    for (const { id, taskId, attempt, jobId, spec } of open) {
      const known = runs.get(id)
      const isSilent = known === undefined && faults.comes('agentSilent')
      if (isSilent) faults.count('agentSilent')
      const conduct = isSilent ? random.pick(['REFUSES', 'IGNORES'] as const) : 'RUNS'
      const own = known ?? { conduct, readyAt: now() + random.between(...RUN_MS) }
      runs.set(id, own)
      if (own.conduct === 'IGNORES' || now() < own.readyAt) continue
      if (own.conduct === 'REFUSES') {
        await client('refuseCheck', ({ checks }) => checks.refuse(viewer, id, 'busy'))
        continue
      }
      const report = reportOf(outputOf(spec as JobSpec, jobId), exitCodeOf(spec as JobSpec))
      const bytes = new TextEncoder().encode(JSON.stringify({ jobId, nodeId, ...report }))
      const digest = sha256(bytes)
      const file = { cid: contentIdOf(digest), sha256: digest, size: bytes.byteLength }
      blobs.set(file.cid, bytes)
      const reportHash = `0x${textHash(checkReportText(report, file.sha256))}` as Hex
      const signed = { taskId: taskId as Hex, attempt, nodeId, reportHash }
      const signature = await wallet.account.signTypedData(checkReportTypedData(domain, signed))
      const { outcome, exitCode, printed, outputs } = report
      const input = { outcome, exitCode, ...printed, outputs: [...outputs], file, signature }
      await client('reportCheck', ({ checks }) => checks.report(viewer, id, input))
    }
  }
}
