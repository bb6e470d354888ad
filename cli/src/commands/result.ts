import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { JOB } from '../job/arguments.js'
import { jobIdOf } from '../job/jobId.js'

export default defineCommand({
  arguments: [JOB],
  options: [{ flags: '--out <DIR>', about: 'download the files into this folder' }, PASSWORD_OPTION],
  examples: ['aiigo result JOB', 'aiigo result JOB --out results'],
  schemas: () => import('../schemas/result.js'),
  async run(context, input) {
    const jobId = jobIdOf(context.command, input)
    const [{ withSession }, { tokenOf }, { amountOf }, { downloadResult }, { resolve }] = await Promise.all([
      import('../session/openSession.js'),
      import('../job/describeJob.js'),
      import('@aiigo/terminal/money'),
      import('@aiigo/sdk/node'),
      import('node:path'),
    ])
    const out = input.text('out')
    return withSession(context, input, 'wallet', async ({ buyer, platform }) => {
      const { output, signal } = context
      const { token } = await buyer.job(jobId, { signal })
      const downloaded = async (folder: string) => {
        const progress = output.progress()
        progress.update('downloading and checking the files')
        const found = await downloadResult(buyer, jobId, folder, { signal }).finally(() => progress.end())
        const files = found.files.map(({ name, size, sealed, path, contentSha256 }) => ({
          ...{ name, size: sealed?.size ?? size, path, sha256: contentSha256 },
        }))
        return { found, files }
      }
      const named = async () => {
        const found = await buyer.result(jobId, { signal })
        const files = found.files.map(({ name, size, sealed }) => ({
          ...{ name, size: sealed?.size ?? size, path: null, sha256: null },
        }))
        return { found, files }
      }
      const { found, files } = out === undefined ? await named() : await downloaded(out)
      const { taskId, attempt, nodeId, manifestSha256, outcome, exitCode, usage, cost, log } = found
      return {
        ...{ jobId, taskId, attempt, nodeId, manifestSha256, outcome, exitCode, files },
        usage: usage.toString(),
        cost: amountOf(cost, tokenOf(platform.paymentTokens, token)),
        log: { lines: log.lines, sha256: log.sha256, truncated: log.truncated },
        folder: out === undefined ? null : resolve(out),
      }
    })
  },
  async show(result, output) {
    const { money } = await import('@aiigo/terminal/money')
    const { jobId, outcome, exitCode, cost, nodeId, manifestSha256, files, folder, log } = result
    output.facts([
      ['job', jobId],
      ['ended', `${outcome}, exit code ${exitCode}`],
      ['cost', money(cost)],
      ['node', nodeId],
      ['signed hash', `0x${manifestSha256}`],
      ['log', `${log.lines} lines${log.truncated ? ', cut' : ''}: aiigo logs ${jobId}`],
    ])
    if (files.length > 0) {
      output.line()
      await output.table(
        [
          { title: 'FILE', value: ({ path, name }) => path ?? name, mayShrink: true },
          { title: 'BYTES', value: ({ size }) => String(size), isRight: true },
        ],
        files,
      )
    }
    if (folder === null && files.length > 0) output.line(`→ download them: aiigo result ${jobId} --out results`)
  },
})
