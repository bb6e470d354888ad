import { defineCommand } from '../settings/Settings.js'

/** Between two looks of `--watch`, seconds. */
const EVERY = 5
const CLEAR = '\u001b[H\u001b[2J'

export default defineCommand({
  options: [
    { flags: '-w, --watch', about: 'look again and again, until Ctrl-C' },
    { flags: '--every <SECONDS>', about: `with --watch: seconds between looks; default: ${EVERY}` },
  ],
  examples: ['aiigo-agent status', 'aiigo-agent status --watch', 'aiigo-agent status --json'],
  async schemas() {
    const { result } = await import('../schemas/status.js')
    return { result, item: result }
  },
  async run(context, input) {
    const [{ lookAt }, { idle }] = await Promise.all([import('../settings/lookAt.js'), import('@aiigo/domain')])
    const { signal, output } = context
    if (!input.flag('watch')) return lookAt(context, input)
    const everyMs = (input.count('every', { min: 1, max: 3_600 }) ?? EVERY) * 1_000
    const { statusFacts } = await import('../settings/statusFacts.js')
    while (!signal.aborted) {
      const seen = await lookAt(context, input)
      output.item(seen, () => {
        if (output.isTerminal) output.text(CLEAR)
        output.facts(statusFacts(seen, Date.now()))
        output.line()
      })
      await idle(everyMs, signal)
    }
    return undefined
  },
  async show(seen, output) {
    const { statusFacts } = await import('../settings/statusFacts.js')
    output.facts(statusFacts(seen, Date.now()))
    if (seen.earnings && seen.earnings.withdrawable.length > 0) output.line('→ take it out: aiigo-agent withdraw')
    if (!seen.running) output.line('→ start the agent: aiigo-agent run, or sudo systemctl start aiigo-agent')
  },
})
