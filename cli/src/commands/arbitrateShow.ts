import { PASSWORD_OPTION } from '@aiigo/terminal'
import { CASE } from '../arbitrate/arguments.js'
import { defineCommand } from '../Command.js'

export default defineCommand({
  arguments: [CASE],
  options: [
    { flags: '--out <DIR>', about: 'download program, inputs, outputs and evidence into this folder, checked' },
    PASSWORD_OPTION,
  ],
  examples: ['aiigo arbitrate show JOB', 'aiigo arbitrate show JOB --out case'],
  schemas: async () => ({ result: (await import('../schemas/arbitrate.js')).shown }),
  async run(context, input) {
    const [{ caseIdOf, describeCase, withArbitrator }, { saveCaseFiles }] = await Promise.all([
      import('../arbitrate/withArbitrator.js'),
      import('../arbitrate/saveCaseFiles.js'),
    ])
    const id = caseIdOf(context.command, input)
    const out = input.text('out')
    return withArbitrator(context, input, async ({ arbitrator }) => {
      const found = await arbitrator.case(id, { signal: context.signal })
      return {
        case: describeCase(found),
        reason: found.job?.disputeReason ?? null,
        isReasonOnChain: found.job?.isReasonOnChain ?? null,
        name: found.job?.name ?? null,
        evidence: found.evidence.map(({ side, author, text, addedAt, files }) => ({
          ...{ side, author, text, addedAt },
          files: files.map(({ name }) => name),
        })),
        files: out === undefined ? [] : await saveCaseFiles(context, arbitrator, id, out),
      }
    })
  },
  async show({ case: found, reason, isReasonOnChain, name, evidence, files }, output) {
    const [{ nextCaseStep }, { printable }] = await Promise.all([
      import('../arbitrate/withArbitrator.js'),
      import('@aiigo/domain'),
    ])
    output.facts([
      ['job', `${found.jobId}${name === null ? '' : ` "${printable(name)}"`}`],
      ['state', `${found.state}, ${found.phase}`],
      ['commit by', found.commitBy],
      ['open by', found.revealBy],
      ['reason', reason && `${printable(reason)}${isReasonOnChain === false ? ' (not the one on chain)' : ''}`],
      ['your vote', found.vote],
      ['ruling', found.ruling],
    ])
    for (const { side, text, addedAt } of evidence) output.line(`${addedAt} ${side}: ${printable(text)}`)
    for (const { origin, path } of files) output.line(`  ${origin} ${path}`)
    const next = nextCaseStep(found)
    if (next) output.line(`→ ${next}`)
  },
})
