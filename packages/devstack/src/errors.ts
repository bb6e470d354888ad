/** The local stack can't start or go on; the message is written for the person who started it. */
export class StackError extends Error {
  override readonly name: string = 'StackError'
}

/** A part ended without being stopped. */
export class PartCrashedError extends StackError {
  override readonly name = 'PartCrashedError'
  constructor(
    readonly part: string,
    readonly code: number | null,
    readonly signal: NodeJS.Signals | null,
    readonly logPath: string,
    /** The last lines of its log. */
    readonly lastLines: readonly string[],
  ) {
    const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
    const tail =
      lastLines.length > 0 ? `its last ${lastLines.length} log lines:\n${lastLines.join('\n')}` : 'it wrote no log'
    super(`${part} ${how} without being asked to; ${tail}\nwhole log: ${logPath}`)
  }
}

/** A port that a part needs is in use. */
export class PortTakenError extends StackError {
  override readonly name = 'PortTakenError'
  constructor(
    readonly part: string,
    readonly port: number,
    readonly setting: string,
    /** Process that has it, when that can be known. */
    readonly holder: string | undefined,
  ) {
    super(
      `port ${port}, wanted by ${part}, is taken${holder ? ` by ${holder}` : ' (by which process can not be seen from here)'}; stop that, or set ${setting} to a free port`,
    )
  }
}

/** The contents of the data folder do not fit together. */
export class StateMismatchError extends StackError {
  override readonly name = 'StateMismatchError'
  constructor(problem: string) {
    super(`chain, subgraph and database disagree: ${problem}\nstart afresh with: npm start -- --reset`)
  }
}

/** A part is not ready, and says how far it is: its time begins anew with each advance. */
export class NotReadyYet extends Error {
  constructor(
    message: string,
    /** Such as a block number. */
    readonly mark: number,
  ) {
    super(message)
  }
}
