import { NotRetryableError } from '@aiigo/domain'

/** There is no artifact of that name. */
export class ArtifactMissingError extends NotRetryableError {
  constructor(name: string, path: string, cause: unknown) {
    super('ARTIFACT_MISSING', `expected the artifact of ${name} at ${path}`, { cause })
  }
}

/** The journal of an earlier deployment does not fit this chain, deployer, configuration or source. */
export class JournalMismatchError extends NotRetryableError {
  constructor(path: string, problem: string) {
    super(
      'DEPLOYMENT_JOURNAL_MISMATCH',
      `the deployment journal ${path} does not fit: ${problem}; continue with what it was written for, or remove it to deploy afresh (locally: start with --reset)`,
    )
  }
}

/** The deployed contracts differ from the configuration. */
export class DeploymentVerificationError extends NotRetryableError {
  constructor(readonly problems: readonly string[]) {
    super(
      'DEPLOYMENT_NOT_AS_CONFIGURED',
      `the deployed contracts differ from the configuration:\n${problems.join('\n')}`,
    )
  }
}

/** The configuration describes a deployment that the contracts would refuse, or that would not be safe. */
export class DeployConfigError extends NotRetryableError {
  constructor(readonly problems: readonly string[]) {
    super('DEPLOYMENT_CONFIG', `the configuration does not describe a deployment:\n- ${problems.join('\n- ')}`)
  }
}
