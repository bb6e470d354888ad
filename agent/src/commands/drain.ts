import { defineCommand } from '../settings/Settings.js'

/** Between looks at a draining agent, milliseconds. */
const LOOK_MS = 1_000

export default defineCommand({
  options: [
    { flags: '--wait', about: 'return when the last job is over' },
    { flags: '--stop', about: 'end the agent after its last job' },
    { flags: '--undo', about: 'take jobs again' },
  ],
  examples: ['aiigo-agent drain --wait', 'aiigo-agent drain --undo'],
  schemas: () => import('../schemas/drain.js'),
  async run({ settings, output, signal, command }, input) {
    const [{ loadAgent }, { askAgent }, { CliError, usageError }, { idle }] = await Promise.all([
      import('../settings/loadAgent.js'),
      import('../control/askAgent.js'),
      import('@aiigo/terminal'),
      import('@aiigo/domain'),
    ])
    if (input.flag('undo') && (input.flag('stop') || input.flag('wait'))) {
      throw usageError(command, 'expected --undo alone, got it with another option')
    }
    const { config } = await loadAgent(settings)
    const dataDir = config.AGENT_DATA_DIR
    const what = input.flag('undo') ? 'resume' : input.flag('stop') ? 'stop' : 'drain'
    let state = await askAgent(dataDir, what)
    if (state === null) {
      throw new CliError(
        'NOT_RUNNING',
        `expected a running agent with the data folder ${dataDir}, there is none`,
        'start it: aiigo-agent run, or sudo systemctl start aiigo-agent',
      )
    }
    const first = state
    if (input.flag('wait')) {
      const progress = output.progress()
      try {
        while (state !== null && state.open > 0) {
          progress.update(`waiting for ${state.open} ${state.open === 1 ? 'job' : 'jobs'}`)
          await idle(LOOK_MS, signal)
          signal.throwIfAborted()
          state = await askAgent(dataDir, 'status')
        }
      } finally {
        progress.end()
      }
    }
    // An agent that ends after its last job is not there to be asked.
    const jobs = state === null ? [] : state.jobs
    return { nodeId: first.nodeId, isDraining: first.isDraining, willStop: what === 'stop', jobs }
  },
  show({ isDraining, willStop, jobs }, output) {
    if (!isDraining) return output.line('the agent takes jobs again')
    const left =
      jobs.length === 0 ? 'no job runs' : `${jobs.length} ${jobs.length === 1 ? 'job runs' : 'jobs run'} to the end`
    output.line(`the agent takes no more jobs; ${left}`)
    output.line(willStop ? 'it ends after the last one' : '→ take jobs again: aiigo-agent drain --undo')
  },
})
