// Libraries with a mistake, and the theorem that must fall: what shows that a proof says something.
const payment = { proofs: 'PaymentProofs.sol', library: 'src/libraries/PaymentMath.sol' }
const dispute = { proofs: 'DisputeProofs.sol', library: 'src/libraries/PaymentMath.sol' }
const staking = { proofs: 'YieldProofs.sol', library: 'src/libraries/YieldMath.sol' }

export const wrongLibraries = [
  {
    ...payment,
    contract: 'CostProof',
    name: 'the cost not capped by the budget',
    edits: [['return metered < budget ? metered : budget', 'return metered']],
    falls: 'cost <= budget',
  },
  {
    ...payment,
    contract: 'CostProof',
    name: 'the cost rounded up',
    edits: [
      [
        '(uint256(usage) * rate + RATE_SCALE / 2) / RATE_SCALE',
        '(uint256(usage) * rate + RATE_SCALE - 1) / RATE_SCALE',
      ],
    ],
    falls: 'cost * 1_000_000 <= exact + 500_000',
  },
  {
    ...payment,
    contract: 'CostProof',
    name: 'the cost rounded down',
    edits: [['(uint256(usage) * rate + RATE_SCALE / 2) / RATE_SCALE', '(uint256(usage) * rate) / RATE_SCALE']],
    falls: 'cost == budget || cost * 1_000_000 + 500_000 > exact',
  },
  {
    ...payment,
    contract: 'PartsProof',
    name: 'the fee rounded up and the provider paid by an own formula',
    edits: [
      ['fee = (cost_ * feeBps + BPS / 2) / BPS', 'fee = (cost_ * feeBps + BPS - 1) / BPS'],
      ['providerAmount = cost_ - fee', 'providerAmount = (cost_ * (BPS - feeBps) + BPS - 1) / BPS'],
    ],
    falls: 'treasuryAmount + providerAmount + buyerAmount == budget',
  },
  {
    ...payment,
    contract: 'PartsProof',
    name: 'the refund taken from the budget after the fee only',
    edits: [['buyerAmount = budget - cost_ + rebate', 'buyerAmount = budget - fee + rebate']],
    falls: 'treasuryAmount + providerAmount + buyerAmount == budget',
  },
  {
    ...payment,
    contract: 'PartsProof',
    name: 'the rebate paid to the buyer and kept by the treasury',
    edits: [['treasuryAmount = fee - rebate', 'treasuryAmount = fee']],
    falls: 'treasuryAmount + providerAmount + buyerAmount == budget',
  },
  {
    ...payment,
    contract: 'FeeProof',
    name: 'the fee rounded up',
    edits: [['fee = (cost_ * feeBps + BPS / 2) / BPS', 'fee = (cost_ * feeBps + BPS - 1) / BPS']],
    falls: 'treasuryAmount * 10_000 <= uint256(cost) * feeBps + 5000',
  },
  {
    ...payment,
    contract: 'RebateProof',
    name: 'the rebate taken from the provider',
    edits: [
      ['treasuryAmount = fee - rebate', 'treasuryAmount = fee'],
      ['providerAmount = cost_ - fee', 'providerAmount = cost_ - fee - rebate'],
    ],
    falls: 'providerAmount == cost - (uint256(cost) * feeBps + 5000) / 10_000',
  },
  {
    ...dispute,
    contract: 'DisputeFeeProof',
    name: 'the arbitrators’ fee rounded up',
    edits: [['return (cost_ * DISPUTE_FEE_BPS) / BPS', 'return (cost_ * DISPUTE_FEE_BPS + BPS - 1) / BPS']],
    falls: 'fee * 50 <= cost',
  },
  {
    ...dispute,
    contract: 'BondProof',
    name: 'the bond without its floor',
    edits: [['return fee > least ? fee : least', 'return fee']],
    falls: 'bond >= floor || bond >= budget',
  },
  {
    ...dispute,
    contract: 'BondProof',
    name: 'a floor above the budget',
    edits: [['floor_ < budget ? floor_ : budget', 'floor_ < budget ? floor_ : floor_']],
    falls: 'bond <= budget',
  },
  {
    ...dispute,
    contract: 'BondProof',
    name: 'the bond its floor only',
    edits: [['return fee > least ? fee : least', 'return least']],
    falls: 'bond >= fee',
  },
  {
    ...dispute,
    contract: 'SharesProof',
    name: 'every arbitrator an equal share, the rest lost',
    edits: [['return index == 0 ? amount - equal * (count - 1) : equal', 'return equal']],
    falls: 'first + 2 * other == fee',
  },
  {
    ...dispute,
    contract: 'SharesOfManyProof',
    name: 'the first arbitrator takes what is left of one share too many',
    edits: [['amount - equal * (count - 1)', 'amount - equal * count']],
    falls: 'first + others == fee',
  },
  {
    ...dispute,
    contract: 'SlashProof',
    name: 'a penalty rounded up',
    edits: [['return (stake * bps) / BPS', 'return (stake * bps + BPS - 1) / BPS']],
    falls: 'amount * 10_000 <= uint256(stake) * bps',
  },
  {
    ...staking,
    contract: 'BurnProof',
    name: 'an early exit that burns 95 %',
    edits: [
      [
        'return (uint256(amount) * EARLY_UNSTAKE_BPS) / BPS',
        'return (uint256(amount) * (BPS - EARLY_UNSTAKE_BPS)) / BPS',
      ],
    ],
    falls: 'burnt * 20 <= amount',
  },
  {
    ...staking,
    contract: 'SharesOfALockProof',
    name: 'a year that trebles a lock',
    edits: [['return amount + (uint256(amount)', 'return 2 * uint256(amount) + (uint256(amount)']],
    falls: 'shares <= 2 * uint256(amount)',
  },
  {
    ...staking,
    contract: 'StreamProof',
    name: 'the rate of a stream rounded up',
    edits: [
      ['rate = budget / duration', 'rate = budget / duration + 1'],
      ['rest = budget - rate * duration', 'rest = 0'],
    ],
    falls: 'rate * duration + rest == budget',
  },
  {
    ...staking,
    contract: 'PerShareProof',
    name: 'yield per share rounded up',
    edits: [['return (amount * PRECISION) / totalShares', 'return (amount * PRECISION) / totalShares + 1']],
    falls: 'grown * total <= uint256(amount) * 1e27',
  },
  {
    ...staking,
    contract: 'EarnedProof',
    name: 'what shares earn rounded up',
    edits: [['return Math.mulDiv(held, grown, PRECISION)', 'return Math.mulDiv(held, grown, PRECISION) + 1']],
    falls: 'YieldMath.earned(held, grown) + YieldMath.earned(total - held, grown) <= amount',
  },
]
