import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [{ flags: '--out <DIR>', about: 'download the files into this folder' }, PASSWORD_OPTION],
  examples: ['aiigo artifacts JOB', 'aiigo artifacts JOB --out artifacts'],
  schemas: () => import('../schemas/artifacts.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { downloadArtifacts }, { resolve }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/sdk/node'),
      import('node:path'),
    ])
    const out = input.text('out')
    return withSession(context, input, 'wallet', async ({ buyer }) => {
      const { output, signal } = context
      const downloaded = async (folder: string) => {
        const progress = output.progress()
        progress.update('downloading and opening the files')
        const found = await downloadArtifacts(buyer, jobId, folder, { signal }).finally(() => progress.end())
        return found.map(({ name, contentSize, path, contentSha256, attempt, storedAt }) => ({
          ...{ name, size: contentSize, path, sha256: contentSha256, attempt, storedAt },
        }))
      }
      const named = async () =>
        (await buyer.artifacts(jobId, { signal })).map(({ name, contentSize, attempt, storedAt }) => ({
          ...{ name, size: contentSize, path: null, sha256: null, attempt, storedAt },
        }))
      const artifacts = out === undefined ? await named() : await downloaded(out)
      return { jobId, artifacts, folder: out === undefined ? null : resolve(out) }
    })
  },
  async show({ jobId, artifacts, folder }, output) {
    if (artifacts.length === 0) return output.line('the job has shown no files so far')
    await output.table(
      [
        { title: 'FILE', value: ({ path, name }) => path ?? name, mayShrink: true },
        { title: 'BYTES', value: ({ size }) => String(size), isRight: true },
        { title: 'ATTEMPT', value: ({ attempt }) => String(attempt), isRight: true },
        { title: 'STORED', value: ({ storedAt }) => storedAt },
      ],
      artifacts,
    )
    if (folder === null) output.line(`→ download them: aiigo artifacts ${jobId} --out artifacts`)
  },
})
