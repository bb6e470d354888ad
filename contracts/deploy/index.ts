export type {
  ArbitrationConfig,
  CouncilConfig,
  DeployConfig,
  EconomyConfig,
  GovernanceConfig,
  TokenHolders,
  TokenPolicy,
} from './config.js'
export { artifactNames, type ContractName, contractNames, type VestingName, vestingNames } from './contractNames.js'
export { type Deployment, type DeployOptions, deployContracts } from './deployContracts.js'
export {
  ArtifactMissingError,
  DeployConfigError,
  DeploymentVerificationError,
  JournalMismatchError,
} from './errors.js'
export { foundryBinary } from './foundryBinary.js'
export { type LocalAccount, localAccount, localArbitrators, localGuardians, localRoles } from './localAccounts.js'
export { artifactsRoot, contractsRoot } from './paths.js'
export { localPreset, mainnetPreset, type PublicAccounts, sepoliaPreset } from './presets.js'
export { type Artifact, readArtifact } from './readArtifact.js'
export { sourcesFingerprint } from './sourcesFingerprint.js'
export { tokenDistribution } from './tokenDistribution.js'
export { type VestingTerm, vestingCalendar } from './vestingCalendar.js'
