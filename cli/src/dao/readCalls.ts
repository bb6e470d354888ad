import type { ProposalCall, Staker } from '@aiigo/sdk'
import { usageError } from '@aiigo/terminal'
import { parseCall } from './parseCall.js'

/**
 * Calls of the platform's contracts out of words.
 * @throws CliError `USAGE` for a word that is no call, or a contract that the platform has not; NotRetryableError
 * `CALL_UNKNOWN` for a function or arguments that the contract has not, `BAD_AMOUNT`
 */
export function readCalls(command: string, words: readonly string[], staker: Staker): ProposalCall[] {
  const byName = new Map(
    Object.entries(staker.connection.contracts).map(([key, target]) => [
      `${key.charAt(0).toUpperCase()}${key.slice(1)}`,
      target,
    ]),
  )
  return words.map((word) => {
    const call = parseCall(word)
    if (!call) {
      throw usageError(
        command,
        `expected a call, CONTRACT.function(arguments), got ${word}`,
        `write it so: aiigo ${command} 'AiigoGovernor.setVotingPeriod(4 days)'`,
      )
    }
    const target = byName.get(call.contract)
    if (target) return staker.encodeCall(target, call.functionName, call.args)
    const known = [...byName.keys()].sort().join(', ')
    throw usageError(command, `expected a contract of the platform, got ${call.contract}`, `take one of ${known}`)
  })
}
