import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { formatEther } from 'viem'
import { mainnetPreset, type PublicAccounts } from './presets.js'

const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, root)), 'utf8')

const DAY = 86_400n
const UNITS: Record<string, bigint> = { days: DAY, ether: 10n ** 18n, e18: 10n ** 18n, '': 1n }

/** A constant of a contract's source: seconds, base units or a plain number. */
function constant(contract: string, name: string): bigint {
  const found = new RegExp(`constant ${name} = (?:(\\d+) \\* )?(-?[\\d_]+) ?(days|ether|e18)?;`).exec(
    read(`contracts/src/${contract}.sol`),
  )
  if (!found) throw new Error(`expected ${contract}.sol to have a plain constant ${name}`)
  const [, times = '1', digits = '', unit = ''] = found
  return BigInt(times) * BigInt(digits.replaceAll('_', '')) * (UNITS[unit] ?? 1n)
}

/** As the pages write a number: groups of three digits. */
const spaced = (value: bigint | number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ' ')
const WORDS = ['no', 'one', 'two', 'three', 'four', 'five']
const word = (value: bigint): string => WORDS[Number(value)] ?? String(value)
const days = (seconds: bigint | number): bigint => BigInt(seconds) / DAY
const percent = (bps: bigint | number): string => `${Number(bps) / 100} %`
const whole = (units: bigint): string => spaced(BigInt(formatEther(units)))

const nobody = `0x${'0'.repeat(40)}` as const
const accounts: PublicAccounts = {
  operator: nobody,
  holders: { team: nobody, privateSale: nobody, publicSale: nobody },
  council: { members: [], threshold: 2 },
}
const preset = mainnetPreset(accounts)
const { governance, economy } = preset
const of = (contract: string) => (name: string) => constant(contract, name)
const governor = of('AiigoGovernor')
const timelock = of('AiigoTimelock')
const treasury = of('DaoTreasury')
const council = of('GuardianCouncil')
const market = of('TaskMarketplace')
const bonds = of('PartnerBonds')
const registry = of('NodeRegistry')
const arbitration = of('Arbitration')
const rewards = of('CommunityRewards')
const bonuses = of('BonusDistributor')
const rules = of('libraries/TaskRules')
const trust = of('libraries/TrustMath')

const quorum = `${governor('MIN_QUORUM_PERCENT')} % to ${governor('MAX_QUORUM_PERCENT')} %`
const span = (low: bigint, high: bigint): string => `${days(low)} to ${days(high)}`
const loss = (name: string): string => String(trust(name)).replace('-', '−')

/** Sentences of the pages, with the figures of the contracts and of the deployment on Ethereum. */
const SENTENCES: Record<string, readonly string[]> = {
  'docs/governance.md': [
    `(a vote may set ${quorum}), never below ${whole(governor('QUORUM_FLOOR'))} AIIGO`,
    `${word(days(governance.votingPeriod))} days of voting, at most ${word(days(governor('QUEUE_SECONDS')))} days until it is queued, ${word(days(governance.timelockDelay))} days in the timelock`,
    `delay ${span(governor('MIN_VOTING_DELAY'), governor('MAX_VOTING_DELAY'))} days, period ${span(governor('MIN_VOTING_PERIOD'), governor('MAX_VOTING_PERIOD'))}, timelock ${span(timelock('MIN_DELAY'), timelock('MAX_DELAY'))}`,
    `the guardian council, until ${word(days(governor('VETO_SECONDS')) / 365n)} years after the deployment`,
    `${percent(treasury('LIMIT_BPS'))} of the treasury's balance of a token in ${days(treasury('PERIOD'))} days`,
    `the AIIGO unbond for ${days(governance.unbondingSeconds)} days`,
    `unbonding takes ${days(preset.unbondingSeconds)} days`,
    `pauses of ${days(market('MAX_PAUSE'))} days with ${days(market('PAUSE_COOLDOWN'))} days between`,
    `a partner is no partner for ${days(bonds('SUSPENSION'))} days`,
  ],
  'docs/permissions.md': [
    `at least ${word(arbitration('MIN_ARBITRATORS'))} arbitrators are named`,
    `${arbitration('MIN_ARBITRATORS')} to ${arbitration('MAX_ARBITRATORS')}; disputes that are open`,
    `of tasks funded later; at most ${percent(market('MAX_FEE_BPS'))}`,
    `at most ${spaced(market('MAX_POLICY_TOKENS'))} whole tokens or ${market('MAX_POLICY_ETHER')} ether`,
    `ends by itself after at most ${days(market('MAX_PAUSE'))} days and cannot be repeated for ${days(market('PAUSE_COOLDOWN'))} days`,
    `at most ${whole(treasury('MAX_ALLOWANCE'))} ether a day`,
    `at most ${whole(registry('MAX_REGISTRATION_FEE'))} ether`,
    `−${percent(registry('MISUSE_SLASH_BPS'))} of stake and bond`,
    `${whole(bonds('LOWEST_MINIMUM'))} to ${whole(bonds('HIGHEST_MINIMUM'))} AIIGO`,
    `${percent(rewards('MIN_SHARE_BPS'))} to ${percent(rewards('MAX_SHARE_BPS'))}; running streams`,
    `at most ${whole(bonuses('MAX_EPOCH_CAP'))} AIIGO; before claims open`,
    `opens ${word(days(bonuses('CLAIM_DELAY')))} days later`,
    `${council('MIN_MEMBERS')} to ${council('MAX_MEMBERS')} members, threshold at least ${council('MIN_THRESHOLD')}`,
    `threshold ${whole(governor('MIN_PROPOSAL_THRESHOLD'))} to ${whole(governor('MAX_PROPOSAL_THRESHOLD'))} AIIGO`,
    `at least 2^${Math.log2(Number((1n << 256n) / preset.powMaxTarget))} hashes a nonce`,
  ],
  'docs/money-flow.md': [
    `(at most ${days(rules('MAX_WORK_SECONDS'))} days), the challenge window ${preset.minWindowSeconds / 60} minutes to ${days(rules('MAX_WINDOW_SECONDS'))} days`,
    `at most ${days(rules('MAX_ASSIGN_SECONDS'))} days away`,
    `for the first ${word(market('MAX_COUNTED_TASKS'))} attempts between the same two accounts`,
    `| provider | cost − ${percent(preset.feeBps)} | cost − ${percent(preset.feeBps)} |`,
    `| treasury | ${percent(preset.feeBps)} of the cost | ${percent(preset.feeBps - preset.rebateBps)} of the cost |`,
    `budget − cost + ${percent(preset.rebateBps)} of the cost`,
    `−${percent(market('TIMEOUT_SLASH_BPS'))} stake, reputation ${loss('TASK_TIMED_OUT')}`,
    `reputation ${loss('TASK_FAILED')}, −${percent(market('TIMEOUT_SLASH_BPS'))} stake × the share`,
    `reputation +${trust('TASK_SUCCEEDED')}`,
    `−${percent(constant('libraries/PaymentMath', 'DISPUTE_FEE_BPS'))} stake, reputation ${loss('DISPUTE_LOST')}`,
    `−${percent(registry('MISUSE_SLASH_BPS'))} stake and partner's bond`,
    `unless only ${word(arbitration('MIN_ARBITRATORS'))} are left`,
    `ends at most ${word(days(preset.arbitration.commitSeconds + preset.arbitration.revealSeconds))} days after its opening`,
  ],
  'docs/upgrade-notes.md': [
    `(${whole(economy.relayAllowance)} ether a day)`,
    `a head start (${preset.powHeadStartSeconds} seconds on Ethereum)`,
  ],
  'README.md': [`The provider gets ${100 - preset.feeBps / 100} % and the platform ${preset.feeBps / 100} %`],
}

test.each(Object.entries(SENTENCES))('%s has the figures of the contracts', (page, sentences) => {
  const text = read(page).replace(/\s+/g, ' ')
  expect(sentences.filter((sentence) => !text.includes(sentence))).toEqual([])
})
