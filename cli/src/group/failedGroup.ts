import { printable } from '@aiigo/domain'
import { type Group, isFailedMember } from '@aiigo/sdk'
import { CliError } from '@aiigo/terminal'
import { memberName } from './describeGroup.js'

/** Jobs that an error names. */
const MAX_PROBLEMS = 50

/** A group of which some jobs did not succeed. */
export function failedGroup({ id, members }: Pick<Group, 'id' | 'members'>): CliError {
  const failed = members.filter(isFailedMember)
  const problems = failed.slice(0, MAX_PROBLEMS).map((member) => {
    const { jobId, state, exitCode, reason, reasonCode } = member
    const why = exitCode ? `its program ended with exit code ${exitCode}` : `it ended ${state}`
    return {
      code: exitCode ? 'PROGRAM_FAILED' : (reasonCode ?? state),
      field: memberName(member),
      message: `job ${jobId}: ${why}${reason ? `: ${printable(reason)}` : ''}`,
    }
  })
  const [first] = problems
  const error = new CliError(
    'GROUP_FAILED',
    `expected all ${members.length} jobs of group ${id} to succeed, ${failed.length} did not${first ? `: ${first.field}, ${first.message}` : ''}`,
    `see all: aiigo group show ${id}; run these again: aiigo group retry ${id}`,
    { groupId: id },
  )
  return Object.assign(error, { problems })
}
