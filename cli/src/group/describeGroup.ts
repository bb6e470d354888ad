import { jobNameOf } from '@aiigo/domain'
import { type Group, type GroupMember, type GroupProgress, isFailedMember, type ListedGroup } from '@aiigo/sdk'
import { type AmountToken, amountOf, money } from '@aiigo/terminal/money'
import type { Amount } from '@aiigo/terminal/schemas'
import { tokenOf } from '../job/describeJob.js'
import type { GroupMemberSummary, GroupProgressSummary, GroupSummary } from '../schemas/group.js'

/** Tokens of the platform. */
export type Tokens = readonly (AmountToken & { readonly address: string })[]

/** How far a group is, as `--json` prints it. */
export function progressOf(
  { states, total, done, succeeded, share, amounts, updatedAt }: GroupProgress,
  tokens: Tokens,
): GroupProgressSummary {
  return {
    ...{ total, done, succeeded, share, updatedAt },
    states: states.map(({ state, count }) => ({ state, count })),
    amounts: amounts.map(({ token, deposit, cost }) => {
      const found = tokenOf(tokens, token)
      return { deposit: amountOf(deposit, found), cost: amountOf(cost, found) }
    }),
  }
}

/** A group as `--json` prints it. */
export function groupSummaryOf({ id, name, createdAt, progress }: ListedGroup, tokens: Tokens): GroupSummary {
  return { groupId: id, name, createdAt, progress: progressOf(progress, tokens) }
}

/** A job of a group as `--json` prints it. */
export function memberOf(member: GroupMember, tokens: Tokens): GroupMemberSummary {
  const { jobId, key, element, state, exitCode, cost, approved, reason, reasonCode, needs, taskRequest } = member
  const token = tokenOf(tokens, taskRequest.token)
  return {
    ...{ jobId, key, element, state, exitCode },
    deposit: amountOf(taskRequest.budget, token),
    cost: cost === null ? null : amountOf(cost, token),
    ...{ approved, failed: isFailedMember(member), reason, reasonCode, needs: [...needs] },
  }
}

/** Amounts of several tokens in words. @example '0.01 ETH ($25.00) and 3 USDC ($3.00)' */
export const moneyOf = (amounts: readonly Amount[]): string => amounts.map(money).join(' and ')

/** Sums of each token, in the order of their first ones. @param costs base units */
export function sumsOf<T extends Tokens[number]>(
  costs: readonly { readonly token: string; readonly amount: bigint | string }[],
  tokens: readonly T[],
) {
  return [...Map.groupBy(costs, ({ token }) => token.toLowerCase())].map(([address, some]) => {
    const token = tokenOf(tokens, address)
    const amount = some.reduce((sum, one) => sum + BigInt(one.amount), 0n)
    return { token, amount, shown: amountOf(amount, token) }
  })
}

/** How far a group is, in words. @example '3 of 10 done, 1 failed · 2 EXECUTING · 5 SUBMITTED' */
export function progressText({ states, total, done, succeeded }: GroupProgress): string {
  const failed = done - succeeded
  const counts = states.map(({ state, count }) => ` · ${count} ${state}`).join('')
  return `${done} of ${total} done${failed > 0 ? `, ${failed} failed` : ''}${counts}`
}

/** Costs so far, for a progress line. */
export function costText(progress: GroupProgress, tokens: Tokens): string {
  const costs = progressOf(progress, tokens).amounts.map(({ cost }) => `${cost.amount} ${cost.symbol}`)
  return costs.length === 0 ? '' : ` · ${costs.join(' and ')} so far`
}

/** The steps of a group with their numbers of jobs. @example 'prepare, count × 8, best' */
export function stepsText(jobs: readonly { readonly key: string; readonly element: number | null }[]): string {
  const steps = [...Map.groupBy(jobs, ({ key }) => key)].map(([key, some]) =>
    some[0]?.element === null ? key : `${key} × ${some.length}`,
  )
  const shown = 8
  return steps.length <= shown
    ? steps.join(', ')
    : `${steps.slice(0, shown).join(', ')} and ${steps.length - shown} more`
}

/** The name of a job within its group. @example 'count[3]' */
export const memberName = ({ key, element }: Pick<GroupMember, 'key' | 'element'>): string => jobNameOf(key, element)

/** The next step of a group for its buyer, as a command; null where there is none. */
export function nextGroupStep(
  { id, members, progress }: Pick<Group, 'id' | 'members' | 'progress'>,
  { hasResults = false } = {},
): string | null {
  if (members.some(({ state, fundingSigned }) => state === 'SUBMITTED' && !fundingSigned)) {
    return `pay its deposits: aiigo group fund ${id}`
  }
  if (progress.done < progress.total) return `follow it: aiigo group show ${id} --follow`
  if (members.some(isFailedMember)) return `run again what did not succeed: aiigo group retry ${id}`
  const isOpen = members.some(({ state, approved }) => state === 'VERIFYING' && !approved)
  const results = `aiigo group result ${id} --out results`
  if (isOpen) {
    const approve = `aiigo group approve ${id}`
    return hasResults ? `pay for the results: ${approve}` : `look at the results: ${results}, then ${approve}`
  }
  return hasResults ? null : `its files: ${results}`
}
