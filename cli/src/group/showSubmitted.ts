import type { Output } from '@aiigo/terminal'
import type { z } from 'zod'
import type { submitted } from '../schemas/group.js'

/** A group that was handed in, for a person. */
export function showSubmitted(
  { groupId, progress, folder, files, next }: z.input<typeof submitted>,
  output: Output,
): void {
  const { total, done, succeeded } = progress
  output.line(
    `group ${output.style.bold(groupId)}: ${done === 0 ? `${total} jobs` : `${succeeded} of ${total} jobs succeeded`}`,
  )
  if (folder !== null) output.line(`  ${files.length} files in ${folder}, a folder for each job`)
  if (next) output.line(`→ ${next}`)
}
