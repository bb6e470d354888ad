import { NotRetryableError, RetryableError } from '@aiigo/domain'

/** The platform has ended the attempt (deadline, cancelled): stop, there is nothing to give back. */
export class AttemptEndedError extends NotRetryableError {
  constructor() {
    super('ATTEMPT_ENDED', 'the platform ended the attempt')
  }
}

/** The agent is shutting down: what is not finished goes back to the market. */
export class AgentStoppingError extends NotRetryableError {
  constructor() {
    super('AGENT_STOPPING', 'the provider is shutting its agent down')
  }
}

/** The owner wants running jobs to go back when a limit of theirs is reached. */
export class OwnerLimitError extends NotRetryableError {
  constructor() {
    super('OWNER_LIMIT', 'the machine is needed by its owner')
  }
}

/** This node can't finish the job in time; another may. */
export class OutOfTimeError extends RetryableError {
  constructor(message: string) {
    super('OUT_OF_TIME', message)
  }
}
