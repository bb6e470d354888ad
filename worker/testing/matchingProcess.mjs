// A worker process as far as matching goes, for tests that kill it: searches for QUEUED jobs without end. Argument: the
// database's URL. Its storage, match index and match engine are the built ones.
import { createLiveIndex, startMatchIndex } from '@aiigo/matching'
import { createLogger } from '@aiigo/service'
import { createNodeChangeReader, createStorage } from '@aiigo/storage'
import { createMatchEngine } from '../dist/matching/createMatchEngine.js'

const storage = await createStorage({ databaseUrl: process.argv[2], poolSize: 3 })
const matchIndex = await createLiveIndex({ changes: createNodeChangeReader(storage), startIndex: startMatchIndex })
const matchEngine = createMatchEngine({
  storage,
  matchIndex,
  smallTaskCaps: async () => 0n,
  log: createLogger({ name: 'test', level: 'silent' }),
  offerSeconds: 600,
})
process.send('ready')
for (;;) {
  const jobs = await storage.fork().execute(`select id from job where state = 'QUEUED' order by random() limit 10`)
  await Promise.all(jobs.map(({ id }) => matchEngine.match(id)))
  if (jobs.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
}
