import { defineCommand } from '../settings/Settings.js'

export default defineCommand({
  options: [
    { flags: '--releases <URL>', about: 'folder of releases; default: releases of agent.yaml' },
    { flags: '--fetch', about: 'fetch the package, check it, and let the running agent finish its jobs' },
    { flags: '--install', about: 'the same, then install it; an agent that does not come up is replaced by this one' },
  ],
  examples: ['aiigo-agent update', 'sudo aiigo-agent update --install', 'aiigo-agent update --fetch'],
  schemas: () => import('../schemas/update.js'),
  async run(context, input) {
    // All that this command needs: dpkg removes the files of this version while it runs.
    const [{ loadAgent }, release, { VERSION }, { drainAgent }, replacing, { CliError }, { join }, { existsSync }] =
      await Promise.all([
        import('../settings/loadAgent.js'),
        import('../update/release.js'),
        import('../version.js'),
        import('../update/drainAgent.js'),
        import('../update/replaceAgent.js'),
        import('@aiigo/terminal'),
        import('node:path'),
        import('node:fs'),
      ])
    const { settings, signal, output } = context
    const isInstalling = input.flag('install')
    if (isInstalling) replacing.expectInstallable()
    const { file, config } = await loadAgent(settings)
    const given = input.text('releases')
    const from = isInstalling ? await replacing.trustedReleases(given, file.releases) : (given ?? file.releases)
    if (from === undefined) {
      throw new CliError(
        'BAD_SETTING',
        'expected the folder of releases, neither --releases nor releases in agent.yaml names one',
        "ask the platform's operator, or in a clone of the repository: git pull, then npm ci and npx tsc -b",
      )
    }
    const { version, packages } = await release.readRelease(from, signal)
    const isNewer = release.isLater(version, VERSION)
    const answer = { installed: VERSION, offered: version, isNewer, package: null, install: null, updated: false }
    if (!isNewer || !(isInstalling || input.flag('fetch'))) return answer
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
      if (isInstalling) {
        await replacing.replaceAgent({
          ...{ releases: from, version, package: found, dataDir: config.AGENT_DATA_DIR, signal },
          takesSignals: () => context.takesSignals(),
          tell: (text) => progress.update(text),
        })
        return { ...answer, updated: true }
      }
      progress.update(`fetching ${found.file}`)
      const path = await release.fetchPackage(from, found, join(config.AGENT_DATA_DIR, 'updates'), signal)
      // The package is whole. The old agent finishes its jobs before it is replaced.
      const runs = await drainAgent(config.AGENT_DATA_DIR, signal, (text) => progress.update(text))
      const install =
        existsSync(replacing.PACKAGED) || !runs
          ? `sudo apt install ${path}`
          : `stop the agent, then: sudo apt install ${path}`
      return { ...answer, package: path, install }
    } finally {
      progress.end()
    }
  },
  show({ installed, offered, isNewer, install, updated }, output) {
    if (!isNewer) return output.line(`version ${installed} is the newest`)
    if (updated) return output.line(`version ${offered} is installed in place of ${installed}, and works`)
    output.line(`version ${offered} is there, this is ${installed}`)
    if (install === null) return output.line('→ install it: sudo aiigo-agent update --install')
    output.line('its package was fetched and is whole; the agent has finished its jobs and takes no more')
    output.line(`→ install it: ${install}`)
    output.line('→ or go on with the old one: aiigo-agent drain --undo')
  },
})
