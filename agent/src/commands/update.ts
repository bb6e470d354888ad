import { defineCommand } from '../settings/Settings.js'

/** The marker of an installed Debian package. */
const PACKAGED = '/usr/lib/aiigo-agent/package.json'

export default defineCommand({
  options: [
    { flags: '--releases <URL>', about: 'folder of releases; default: releases of agent.yaml' },
    { flags: '--fetch', about: 'fetch the package, check it, and let the running agent finish its jobs' },
  ],
  examples: ['aiigo-agent update', 'sudo aiigo-agent update --fetch'],
  schemas: () => import('../schemas/update.js'),
  async run(context, input) {
    const [{ loadAgent }, release, { VERSION }, { askAgent }, { CliError }, { join }, { existsSync }, { idle }] =
      await Promise.all([
        import('../settings/loadAgent.js'),
        import('../update/release.js'),
        import('../version.js'),
        import('../control/askAgent.js'),
        import('@aiigo/terminal'),
        import('node:path'),
        import('node:fs'),
        import('@aiigo/domain'),
      ])
    const { settings, signal, output } = context
    const { file, config } = await loadAgent(settings)
    const from = input.text('releases') ?? file.releases
    if (from === undefined) {
      throw new CliError(
        'BAD_SETTING',
        'expected the folder of releases, neither --releases nor releases in agent.yaml names one',
        "ask the platform's operator, or in a clone of the repository: git pull, then npm ci and npx tsc -b",
      )
    }
    const { version, packages } = await release.readRelease(from, signal)
    const isNewer = release.isLater(version, VERSION)
    const answer = { installed: VERSION, offered: version, isNewer, package: null, install: null }
    if (!isNewer || !input.flag('fetch')) return answer
    const wanted = release.debianArchitecture(process.arch)
    const found = packages.find(({ architecture }) => architecture === wanted)
    if (!found) {
      const known = packages.map(({ architecture }) => architecture).join(', ')
      throw new CliError(
        'NO_PACKAGE',
        `expected a package for ${wanted}, version ${version} has ${known}`,
        'build one: agent/README.md',
      )
    }
    const progress = output.progress()
    try {
      progress.update(`fetching ${found.file}`)
      const path = await release.fetchPackage(from, found, join(config.AGENT_DATA_DIR, 'updates'), signal)
      // The package is whole. The old agent finishes its jobs before it is replaced.
      let state = await askAgent(config.AGENT_DATA_DIR, 'drain')
      while (state && state.open > 0) {
        progress.update(`waiting for ${state.open} ${state.open === 1 ? 'job' : 'jobs'}`)
        await idle(1_000, signal)
        signal.throwIfAborted()
        state = await askAgent(config.AGENT_DATA_DIR, 'status')
      }
      const install =
        existsSync(PACKAGED) || state === null
          ? `sudo apt install ${path}`
          : `stop the agent, then: sudo apt install ${path}`
      return { ...answer, package: path, install }
    } finally {
      progress.end()
    }
  },
  show({ installed, offered, isNewer, install }, output) {
    if (!isNewer) return output.line(`version ${installed} is the newest`)
    output.line(`version ${offered} is there, this is ${installed}`)
    if (install === null) return output.line('→ fetch it: aiigo-agent update --fetch')
    output.line('its package was fetched and is whole; the agent has finished its jobs and takes no more')
    output.line(`→ install it: ${install}`)
    output.line('→ or go on with the old one: aiigo-agent drain --undo')
  },
})
