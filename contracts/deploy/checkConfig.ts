import { type Address, isAddress, zeroAddress } from 'viem'
import type { DeployConfig } from './config.js'
import { DeployConfigError } from './errors.js'

const DAY = 86_400
/** The marketplace's bounds: the longest work, and the longest challenge window. */
const LONGEST_TASK_SECONDS = 30 * DAY + 7 * DAY
const AIIGO = 10n ** 18n

/**
 * Refuses what the contracts would refuse one by one while the deployment is half done, and what they can't know of
 * each other.
 * @throws DeployConfigError with every problem.
 */
export function checkConfig(config: DeployConfig): void {
  const { arbitration, council, economy, governance } = config
  const problems: string[] = []
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem)
  }

  const shortest = LONGEST_TASK_SECONDS + arbitration.commitSeconds + arbitration.revealSeconds
  expect(
    config.unbondingSeconds > shortest,
    `unbondingSeconds: expected more than ${shortest} (the longest work, window and dispute), so that no stake leaves before its slash; got ${config.unbondingSeconds}`,
  )
  const vote = governance.votingDelay + governance.votingPeriod + governance.timelockDelay
  expect(
    governance.unbondingSeconds > vote,
    `governance.unbondingSeconds: expected more than ${vote} (a vote and its delay), so that nobody is gone before what they voted for; got ${governance.unbondingSeconds}`,
  )
  expect(
    council.members.length >= 3 && council.members.length <= 15,
    `council.members: expected 3 to 15, got ${council.members.length}`,
  )
  expect(
    council.threshold >= 2 && council.threshold <= council.members.length,
    `council.threshold: expected 2 to ${council.members.length}, got ${council.threshold}`,
  )
  problems.push(...unfit('council.members', council.members))
  expect(
    governance.unbondingSeconds >= 14 * DAY,
    `governance.unbondingSeconds: expected at least ${14 * DAY} (the longest vote, its queue and its delay), got ${governance.unbondingSeconds}`,
  )
  expect(
    economy.relayAllowance >= 0n && economy.relayAllowance <= 5n * AIIGO,
    `economy.relayAllowance: expected at most 5 ether, got ${economy.relayAllowance} wei`,
  )
  expect(
    config.powHeadStartSeconds >= 0 && config.powHeadStartSeconds <= 60,
    `powHeadStartSeconds: expected 0 to 60, got ${config.powHeadStartSeconds}`,
  )
  expect(
    config.powMaxTarget >= 2n ** 208n && config.powMaxTarget < 2n ** 256n,
    `powMaxTarget: expected 2^208 to 2^256 - 1, got ${config.powMaxTarget}`,
  )
  const { arbitrators } = arbitration
  expect(
    arbitrators.length === 0 || (arbitrators.length >= 5 && arbitrators.length <= 128),
    `arbitration.arbitrators: expected none or 5 to 128, got ${arbitrators.length}`,
  )
  problems.push(...unfit('arbitration.arbitrators', arbitrators))
  expect(
    economy.stakingShareBps >= 1_000 && economy.stakingShareBps <= 9_000,
    `economy.stakingShareBps: expected 1000 to 9000, got ${economy.stakingShareBps}`,
  )
  expect(
    economy.bonusEpochCap > 0n && economy.bonusEpochCap <= 10_000_000n * AIIGO,
    `economy.bonusEpochCap: expected at most 10 000 000 AIIGO, got ${economy.bonusEpochCap} base units`,
  )
  expect(
    economy.minimumBond >= AIIGO && economy.minimumBond <= 10_000_000n * AIIGO,
    `economy.minimumBond: expected 1 to 10 000 000 AIIGO, got ${economy.minimumBond} base units`,
  )
  if (problems.length > 0) throw new DeployConfigError(problems)
}

/** Addresses that are zero, malformed or named twice. */
function unfit(name: string, list: readonly Address[]): string[] {
  return list.flatMap((address, index) => {
    if (!isAddress(address) || address === zeroAddress) return [`${name}: expected an address, got ${address}`]
    const twice = list.findIndex((other) => other.toLowerCase() === address.toLowerCase()) < index
    return twice ? [`${name}: ${address} is named twice`] : []
  })
}
