import { createLiveIndex, startMatchIndex } from '@aiigo/matching'
import { createLogger } from '@aiigo/service'
import { createNodeChangeReader, createStorage } from '@aiigo/storage'
import { createMatchEngine } from '@aiigo/worker/match-engine'

/**
 * One worker process, reduced to matching: the worker's match engine over its own match index. `benchReservations`
 * starts it and sends it the ids of its jobs; it answers when it has searched for every one of them.
 */
export interface Work {
  jobIds: string[]
  /** Searches at a time, as many as the queue's consumer runs. */
  concurrency: number
}

const storage = await createStorage({ databaseUrl: process.argv[2] ?? '', poolSize: 4 })
const matchIndex = await createLiveIndex({ changes: createNodeChangeReader(storage), startIndex: startMatchIndex })
const log = createLogger({ name: 'bench', level: 'silent' })
const matchEngine = createMatchEngine({ storage, matchIndex, smallTaskCaps: async () => 0n, log, offerSeconds: 600 })

process.on('message', (work: Work) => void run(work))
process.on('disconnect', () => void storage.close())
process.send?.({ ready: matchIndex.size })

async function run({ jobIds, concurrency }: Work): Promise<void> {
  await matchIndex.refresh()
  const before = process.cpuUsage()
  const waiting = jobIds.values()
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const jobId of waiting) await matchEngine.match(jobId)
    }),
  )
  const { user, system } = process.cpuUsage(before)
  process.send?.({ cpuSeconds: (user + system) / 1e6 })
}
