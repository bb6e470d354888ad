import { type Buyer, codeOf, type GroupMember } from '@aiigo/sdk'
import type { Context } from '../Context.js'
import { memberName } from './describeGroup.js'

/** A result to approve, with the cost that was shown, base units. */
type OpenMember = GroupMember & { readonly cost: string; readonly token: string }

/** How long the checks that go on are waited for, all together. */
const CHECKS_WAIT_MS = 60_000

/** Reasons for which one result is left, while the others are approved. */
const LEFT_CODES = ['CHECK_PENDING', 'CHECK_DIFFERED', 'RESULT_MISMATCH', 'NO_RESULT']

/** A result that was not approved, and why. */
interface LeftMember<T> {
  readonly member: T
  readonly code: string
  readonly message: string
}

/**
 * Approves results one by one, each compared with its manifest and for the cost that was shown. Those whose check goes
 * on come last and are waited for, a minute in all.
 */
export async function approveMembers<T extends OpenMember>(
  { output, signal }: Context,
  buyer: Pick<Buyer, 'result' | 'approve'>,
  open: readonly T[],
  { unchecked }: { readonly unchecked: boolean },
) {
  const done: { readonly member: T; readonly manifestSha256: string }[] = []
  const progress = output.progress()

  async function approveEach(members: readonly T[], waitMs: () => number): Promise<LeftMember<T>[]> {
    const left: LeftMember<T>[] = []
    for (const member of members) {
      progress.update('approving results', {
        percent: Math.floor((100 * done.length) / open.length),
        detail: ` · ${memberName(member)}`,
      })
      try {
        const { manifestSha256, taskId } = await buyer.result(member.jobId, { signal })
        const seen = { manifestSha256, taskId, cost: BigInt(member.cost) }
        await buyer.approve(member.jobId, seen, { signal, unchecked, waitMs: waitMs() })
        done.push({ member, manifestSha256 })
      } catch (error) {
        const code = codeOf(error)
        if (code === undefined || !LEFT_CODES.includes(code)) throw error
        left.push({ member, code, message: (error as Error).message })
      }
    }
    return left
  }

  try {
    const first = await approveEach(open, () => 0)
    const pending = first.filter(({ code }) => code === 'CHECK_PENDING')
    const until = Date.now() + CHECKS_WAIT_MS
    const rest = await approveEach(
      pending.map(({ member }) => member),
      () => Math.max(0, until - Date.now()),
    )
    return { done, left: [...first.filter(({ code }) => code !== 'CHECK_PENDING'), ...rest] }
  } finally {
    progress.end()
  }
}
