import { CliError, PASSWORD_OPTION, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { GROUP } from '../group/arguments.js'
import { groupIdOf } from '../group/groupId.js'

export default defineCommand({
  arguments: [GROUP],
  options: [
    { flags: '--out <DIR>', about: 'download the files into this folder: results/train/3/model.json' },
    { flags: '--archive <FILE>', about: 'download the files into this tar file, with the same folders' },
    PASSWORD_OPTION,
  ],
  examples: [
    'aiigo group result GROUP',
    'aiigo group result GROUP --out results',
    'aiigo group result GROUP --archive results.tar',
  ],
  schemas: async () => ({ result: (await import('../schemas/group.js')).resulted }),
  async run(context, input) {
    const groupId = groupIdOf(context.command, input)
    const [out, archive] = [input.text('out'), input.text('archive')]
    if (out !== undefined && archive !== undefined)
      throw usageError(context.command, 'expected --out or --archive, got both')
    const [{ withSession }, { amountOf }, node, { resolve }, { tokenOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/terminal/money'),
      import('@aiigo/sdk/node'),
      import('node:path'),
      import('../job/describeJob.js'),
    ])
    return withSession(context, input, 'wallet', async ({ buyer, platform }) => {
      const { output, signal } = context
      const tokens = platform.paymentTokens
      const { members } = await buyer.group(groupId, { signal })
      const withResult = node.chosenMembers(members).map(({ member }) => member)
      if (withResult.length === 0) {
        throw new CliError(
          'NO_RESULT',
          `expected a group of which a job has a result that does not differ from its replicas, none of the ${members.length} jobs of ${groupId} has one`,
          `follow it: aiigo group show ${groupId} --follow`,
          { groupId },
        )
      }
      /** Names of the files, of results that are not written to a folder. */
      const named = ({ jobId, key, element, exitCode, cost, manifestSha256, files }: Named) => ({
        ...{ jobId, key, element, exitCode, cost, manifestSha256 },
        files: files.map(({ name, size, sealed }) => ({
          ...{ name, size: sealed?.size ?? size, path: null, sha256: null },
        })),
      })
      type Named = Awaited<ReturnType<typeof node.archiveGroupResult>>[number]
      const listed = async () => {
        const results = []
        for (const { jobId, key, element } of withResult) {
          results.push(named({ ...(await buyer.result(jobId, { signal })), key, element }))
        }
        return results
      }
      const written = async (folder: string) =>
        (await node.downloadGroupResult(buyer, groupId, folder, { signal })).map((result) => ({
          ...named(result),
          files: result.files.map(({ name, size, sealed, path, contentSha256 }) => ({
            ...{ name, size: sealed?.size ?? size, path, sha256: contentSha256 },
          })),
        }))
      const archived = async (path: string) =>
        (await node.archiveGroupResult(buyer, groupId, path, { signal })).map(named)

      const progress = output.progress()
      progress.update(`reading and checking the results of ${withResult.length} jobs`)
      const reading = out !== undefined ? written(out) : archive !== undefined ? archived(archive) : listed()
      const results = await reading.finally(() => progress.end())
      const tokenOfJob = new Map(members.map(({ jobId, taskRequest }) => [jobId, taskRequest.token]))
      return {
        ...{ groupId, jobs: members.length },
        results: results.map(({ cost, ...result }) => ({
          ...result,
          cost: amountOf(cost, tokenOf(tokens, tokenOfJob.get(result.jobId) ?? '')),
        })),
        folder: out === undefined ? null : resolve(out),
        archive: archive === undefined ? null : resolve(archive),
      }
    })
  },
  async show({ groupId, jobs, results, folder, archive }, output) {
    const [{ shortMoney }, { jobNameOf }] = await Promise.all([
      import('@aiigo/terminal/money'),
      import('@aiigo/domain'),
    ])
    output.line(`${results.length} of ${jobs} jobs of group ${output.style.bold(groupId)} have a result`)
    await output.table(
      [
        { title: 'JOB', value: ({ key, element }) => jobNameOf(key, element) },
        { title: 'EXIT', value: ({ exitCode }) => String(exitCode), isRight: true },
        { title: 'COST', value: ({ cost }) => shortMoney(cost), isRight: true, mayShrink: true },
        { title: 'FILES', value: ({ files }) => files.map(({ name }) => name).join(', '), mayShrink: true },
      ],
      results,
    )
    const target = folder ?? archive
    output.line(
      target === null ? `→ download them: aiigo group result ${groupId} --out results` : `written to ${target}`,
    )
  },
})
