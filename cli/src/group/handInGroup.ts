import { resolve } from 'node:path'
import { printable } from '@aiigo/domain'
import { isFailedMember, type SubmittedGroup } from '@aiigo/sdk'
import { downloadGroupResult } from '@aiigo/sdk/node'
import type { Input } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import type { Session } from '../session/openSession.js'
import { memberOf, nextGroupStep, progressOf, sumsOf } from './describeGroup.js'
import { failedGroup } from './failedGroup.js'
import { followGroup } from './followGroup.js'
import { type Payment, payGroup } from './payGroup.js'
import { untilCompared } from './untilCompared.js'

const noop = (): void => undefined

/**
 * Hands in a group, pays for it, and with `--wait` waits for its jobs; with `--out` their results are downloaded, also
 * when other jobs have failed.
 * @param handIn begins it; nothing was sent before
 * @throws CliError `GROUP_FAILED` when a job did not succeed
 */
export async function handInGroup(
  context: Context,
  input: Input,
  session: Session,
  payments: readonly Payment[],
  handIn: () => Promise<SubmittedGroup>,
) {
  const { output, signal, leaves } = context
  const { buyer, platform } = session
  const tokens = platform.paymentTokens
  const storing = output.progress()
  storing.update('sealing and storing programs and inputs')
  const submitted = await handIn().finally(() => storing.end())
  const { groupId, warnings } = submitted
  output.note(`handed in ${submitted.jobs.length} jobs as group ${groupId}`)
  for (const { message } of warnings) output.note(`note: ${printable(message)}`)
  leaves({ groupId, goesOn: `group ${groupId} was handed in and is not paid`, command: `aiigo group fund ${groupId}` })

  // Jobs without money need not wait for it.
  const takeBack = () => buyer.cancelGroup(groupId).then(noop, noop)
  const topUps = await payGroup(context, buyer, submitted, payments, takeBack)
  const deposits = submitted.deposits.map((deposit) => sumsOf([deposit], tokens)[0]?.shown).filter((one) => one != null)
  output.note('signed for all of them; the deposits come out of the balance')
  const out = input.text('out')
  const isWaiting = input.flag('wait')
  leaves({
    groupId,
    goesOn: `group ${groupId} is paid and goes on without you`,
    command: `aiigo group show ${groupId} --follow`,
  })
  if (isWaiting) await followGroup(context, session, groupId)
  const group = await buyer.group(groupId, { signal })
  const found = []
  if (isWaiting && out !== undefined) {
    await untilCompared(buyer, groupId, signal)
    const downloading = output.progress()
    downloading.update('downloading and checking the results')
    found.push(...(await downloadGroupResult(buyer, groupId, out, { signal }).finally(() => downloading.end())))
  }
  if (isWaiting && group.members.some(isFailedMember)) {
    if (found.length > 0) output.note(`downloaded the results of ${found.length} jobs`)
    throw failedGroup(group)
  }
  return {
    ...{ groupId, name: group.name, jobs: group.members.length, deposits, topUps: [...topUps] },
    warnings: warnings.map(({ code, message }) => ({ code, message })),
    progress: progressOf(group.progress, tokens),
    members: group.members.map((member) => memberOf(member, tokens)),
    folder: isWaiting && out !== undefined ? resolve(out) : null,
    files: found.flatMap(({ jobId, key, element, files }) =>
      files.map(({ name, size, sealed, path, contentSha256 }) => ({
        ...{ jobId, key, element, name, size: sealed?.size ?? size, path, sha256: contentSha256 },
      })),
    ),
    next: nextGroupStep(group, { hasResults: out !== undefined }),
  }
}
