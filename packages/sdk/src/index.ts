export { marketplaceDomain } from '@aiigo/chain'
export {
  ETH_ADDRESS,
  formatAmount,
  type JobFile,
  type JobSpec,
  type JobState,
  parseAmount,
  parseJobFile,
  RESOURCE_TYPES,
  type ResourceType,
  regionToBytes8,
} from '@aiigo/domain'
export type * from './analyst/Analyst.js'
export { type AnalystOptions, createAnalyst } from './analyst/createAnalyst.js'
export type * from './arbitrator/Arbitrator.js'
export { createArbitrator } from './arbitrator/createArbitrator.js'
export type * from './buyer/Buyer.js'
export { createBuyer } from './buyer/createBuyer.js'
export type * from './buyer/Group.js'
export { isFailedMember } from './buyer/groupVerbs.js'
export { browserSession } from './connect/browserSession.js'
export type * from './connect/Connection.js'
export { connect } from './connect/connect.js'
export type { FileAccess } from './connect/fileAccess.js'
export {
  type DevelopmentWallet,
  type FindPlatformOptions,
  type FoundPlatform,
  findPlatform,
  type PricedToken,
} from './connect/findPlatform.js'
export type { JobKeys, KeyReader, KeyWait } from './connect/jobKeys.js'
export type { MoneyVerbs, Withdrawal, WithdrawOptions } from './connect/money.js'
export type { WalletPrompts } from './connect/permit.js'
export { type Account, readAccount } from './connect/readAccount.js'
export {
  readWalletSteps,
  type WalletAction,
  type WalletMissingTrust,
  type WalletNode,
  type WalletPayout,
  type WalletSteps,
} from './connect/readWalletSteps.js'
export type { Evidence, EvidenceFile, NewEvidence, NewEvidenceFile } from './dispute/evidence.js'
export { codeOf, isRetryable, problemsOf, SDK_ERRORS, type SdkErrorCode } from './errors.js'
export { auditNode, type TypeAudit } from './operator/auditNode.js'
export { createOperator } from './operator/createOperator.js'
export type * from './operator/Operator.js'
export { checkOffer } from './provider/checkOffer.js'
export { createProvider } from './provider/createProvider.js'
export type * from './provider/Provider.js'
export { createReader, type ReaderOptions } from './reader/createReader.js'
export type * from './reader/Reader.js'
export { createStaker } from './staker/createStaker.js'
export { type ReadProposalsOptions, readProposals } from './staker/readProposals.js'
export type * from './staker/Staker.js'
