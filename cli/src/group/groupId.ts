import { type Input, usageError } from '@aiigo/terminal'
import { UUID } from '../job/jobId.js'

/** The id of a group. @throws CliError `USAGE` */
export function groupIdOf(command: string, input: Input): string {
  const groupId = input.required('GROUP')
  if (UUID.test(groupId)) return groupId.toLowerCase()
  throw usageError(
    command,
    `expected the id of a group (a UUID), got ${JSON.stringify(groupId)}`,
    'see your groups: aiigo group list',
  )
}
