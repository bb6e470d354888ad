import { InvalidInputError, RetryableError } from '@aiigo/domain'
import type { Buyer, FundableGroup } from '@aiigo/sdk'
import type { Input } from '@aiigo/terminal'
import { describe, expect, jest, test } from '@jest/globals'
import type { Context } from '../Context.js'
import type { Session } from '../session/openSession.js'
import { confirmPayments, payGroup } from './payGroup.js'

const ETH = '0x0000000000000000000000000000000000000000'
const groupId = '11111111-2222-4333-8444-555555555555'
const paymentTokens = [{ symbol: 'ETH', decimals: 18, usd: null, address: ETH }]
const balanceTooLow = (): Error =>
  new InvalidInputError([{ code: 'BALANCE_TOO_LOW', field: 'jobIds', message: 'expected a balance, it is 0' }])

interface Told {
  readonly notes: string[]
  readonly questions: string[]
  readonly left: string[]
}

function surroundings({ agrees = true } = {}) {
  const told: Told = { notes: [], questions: [], left: [] }
  const context = {
    command: 'submit',
    signal: new AbortController().signal,
    leaves: (left: { goesOn: string } | null) => told.left.push(left?.goesOn ?? ''),
    prompts: {
      async confirm({ message }: { message: string }) {
        told.questions.push(message)
        return agrees
      },
    },
    output: { note: (text: string) => told.notes.push(text), progress: () => ({ update() {}, end() {} }) },
  }
  return { context: context as unknown as Context, told }
}

/** The options that were given. */
const given = (...flags: string[]): Input => ({ flag: (name: string) => flags.includes(name) }) as unknown as Input

/** A wallet with a balance in the escrow, and jobs that wait for their needs. */
function buyerWith({ balance = 0n, waiting = [] as { budget: string; fundingSigned: boolean }[] } = {}) {
  const buyer = {
    owed: async () => balance,
    async *jobs() {
      for (const job of waiting) yield { job: { token: ETH, ...job }, cursor: '' }
    },
    deposit: jest.fn<Buyer['deposit']>(async () => '0x01'),
    fundGroup: jest.fn<Buyer['fundGroup']>(async () => undefined),
  }
  return buyer as typeof buyer & Buyer
}

const sessionOf = (buyer: Buyer) => ({ buyer, platform: { paymentTokens } }) as unknown as Session
const asked = { jobs: '4 jobs', doing: 'Pay the deposits for the 4 jobs of "Rates"' }
const deposits = Array.from({ length: 4 }, () => ({ token: ETH, amount: 25n }))

describe('the money of a group, before anything is sent', () => {
  test('is told with the balance; the wallet pays what the balance lacks', async () => {
    const { context, told } = surroundings()
    const payments = await confirmPayments(context, given(), sessionOf(buyerWith({ balance: 30n })), deposits, asked)
    expect(payments).toMatchObject([{ deposit: 100n, lacking: 70n }])
    expect(told.notes).toEqual([
      expect.stringMatching(/^4 jobs: deposits of .*1 ETH in all; the balance .* is .*3 ETH$/),
    ])
    expect(told.questions).toEqual([
      expect.stringMatching(/4 jobs of "Rates": .*1 ETH, .*7 ETH of it out of the wallet\?/),
    ])
  })

  test('does not count what the balance has for jobs that wait for others', async () => {
    const waiting = [
      { budget: '60', fundingSigned: true },
      { budget: '500', fundingSigned: false },
    ]
    const session = sessionOf(buyerWith({ balance: 130n, waiting }))
    const { context, told } = surroundings()
    expect(await confirmPayments(context, given(), session, deposits, asked)).toMatchObject([{ lacking: 30n }])
    expect(told.notes[0]).toMatch(/of which .* is promised to other jobs/)
  })

  test('comes out of the balance alone with --from-balance, or not at all', async () => {
    const enough = sessionOf(buyerWith({ balance: 100n }))
    expect(await confirmPayments(surroundings().context, given('fromBalance'), enough, deposits, asked)).toMatchObject([
      { lacking: 0n },
    ])
    const { context, told } = surroundings()
    const short = confirmPayments(context, given('fromBalance'), sessionOf(buyerWith()), deposits, asked)
    await expect(short).rejects.toMatchObject({
      code: 'BALANCE_TOO_LOW',
      advice: expect.stringMatching(/aiigo balance deposit 0\.0000000000000001 ETH/),
    })
    expect(told.questions).toEqual([])
  })

  test('is not spent without a yes', async () => {
    const buyer = buyerWith()
    const { context } = surroundings({ agrees: false })
    const refused = confirmPayments(context, given(), sessionOf(buyer), deposits, asked)
    await expect(refused).rejects.toMatchObject({ code: 'DECLINED' })
    expect(buyer.deposit).not.toHaveBeenCalled()
  })
})

describe('the payment of a group', () => {
  const [token] = paymentTokens as [Session['platform']['paymentTokens'][number]]
  const group = (amount: bigint) => ({ groupId, jobs: [], deposits: [{ token: ETH, amount }] }) as FundableGroup
  const lacking = [{ token, deposit: 100n, lacking: 70n }]
  const covered = [{ token, deposit: 100n, lacking: 0n }]

  test('is one deposit of what is lacking, and one signature', async () => {
    const buyer = buyerWith()
    expect(await payGroup(surroundings().context, buyer, group(100n), lacking)).toMatchObject([
      { amount: { baseUnits: '70' }, transaction: '0x01' },
    ])
    expect(buyer.deposit.mock.calls.map(([address, amount]) => [address, amount])).toEqual([[ETH, 70n]])
    expect(buyer.fundGroup).toHaveBeenCalledTimes(1)
    expect(await payGroup(surroundings().context, buyer, group(100n), covered)).toEqual([])
    expect(buyer.deposit).toHaveBeenCalledTimes(1)
  })

  test('waits until the platform sees its own deposit, and no longer for another reason', async () => {
    const buyer = buyerWith()
    buyer.fundGroup.mockRejectedValueOnce(balanceTooLow())
    await payGroup(surroundings().context, buyer, group(100n), lacking)
    expect(buyer.fundGroup).toHaveBeenCalledTimes(2)
    buyer.fundGroup.mockRejectedValueOnce(balanceTooLow())
    const unpaid = jest.fn(async () => undefined)
    const paying = payGroup(surroundings().context, buyer, group(100n), covered, unpaid)
    await expect(paying).rejects.toThrow(/expected a balance/)
    expect(unpaid).toHaveBeenCalledTimes(1)
  })

  test('never costs more than was confirmed', async () => {
    const buyer = buyerWith()
    const unpaid = jest.fn(async () => undefined)
    const paying = payGroup(surroundings().context, buyer, group(101n), lacking, unpaid)
    await expect(paying).rejects.toMatchObject({ code: 'DEPOSIT_CHANGED' })
    expect([unpaid.mock.calls.length, buyer.deposit.mock.calls.length]).toEqual([1, 0])
  })

  test('leaves the jobs alone when a transaction, or the signature, may have arrived', async () => {
    const unpaid = jest.fn(async () => undefined)
    const [sent, signed] = [buyerWith(), buyerWith()]
    sent.deposit.mockImplementationOnce(async (_, __, options) => {
      options?.onTransaction?.({ what: 'the deposit', hash: '0x02' })
      throw new RetryableError('CHAIN_UNREACHABLE', 'no answer')
    })
    const { context, told } = surroundings()
    await expect(payGroup(context, sent, group(100n), lacking, unpaid)).rejects.toThrow('no answer')
    expect(told.left.at(-1)).toMatch(/0x02 .*may be mined/)
    signed.fundGroup.mockRejectedValueOnce(new RetryableError('NETWORK', 'no answer'))
    await expect(payGroup(surroundings().context, signed, group(100n), covered, unpaid)).rejects.toThrow('no answer')
    expect(unpaid).not.toHaveBeenCalled()
  })
})
