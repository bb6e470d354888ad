import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { DockerfileParser } from 'dockerfile-ast'
import { parse } from 'yaml'

/** Whether docker-compose.yml, the Dockerfile and .env.example describe the processes that the code really has. */
const root = process.cwd()
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Service {
  build?: { target: string }
  command?: string[]
  environment?: Record<string, unknown>
  depends_on?: Record<string, unknown>
}
const composeText = read('docker-compose.yml')
const services = (parse(composeText, { merge: true }) as { services: Record<string, Service> }).services
const dockerfile = DockerfileParser.parse(read('Dockerfile'))
const settings = [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] as string)

/** Settings a process reads: the keys of the zod schema in its config.ts. */
function settingsOf(process: string): { required: string[]; all: string[] } {
  const keys = [...read(`${process}/src/config.ts`).matchAll(/^\s+([A-Z][A-Z0-9_]+): (.+)$/gm)]
  return {
    all: keys.map((match) => match[1] as string),
    required: keys
      .filter((match) => !/optional\(|default\(/.test(match[2] as string))
      .map((match) => match[1] as string),
  }
}

describe('docker-compose.yml', () => {
  it('satisfies the Compose schema and its linter', () => {
    const report = execFileSync(
      process.execPath,
      ['node_modules/dclint/bin/dclint.cjs', '-f', 'json', 'docker-compose.yml'],
      {
        encoding: 'utf8',
      },
    )
    const [file] = JSON.parse(report) as [{ errorCount: number; messages: unknown[] }]
    expect(file.messages).toEqual([])
  })

  it('uses exactly the settings of .env.example', () => {
    const used = new Set([...composeText.matchAll(/\$\{([A-Z0-9_]+)/g)].map((match) => match[1] as string))
    expect([...used].sort()).toEqual([...settings].sort())
  })

  it('depends only on services it has', () => {
    for (const service of Object.values(services))
      for (const name of Object.keys(service.depends_on ?? {})) expect(Object.keys(services)).toContain(name)
  })

  it.each(['api', 'worker', 'agent', 'blob-gateway'])(
    'gives %s every setting it requires, and none it does not read',
    (name) => {
      const given = Object.keys(services[name]?.environment ?? {})
      const { required, all } = settingsOf(name)
      expect(all.length).toBeGreaterThan(0)
      for (const setting of required) expect(given).toContain(setting)
      for (const setting of given) expect(all).toContain(setting)
    },
  )
})

describe('Dockerfile', () => {
  const stages = dockerfile.getFROMs().map((from) => from.getBuildStage())

  it('has every stage that docker-compose.yml builds', () => {
    for (const service of Object.values(services)) if (service.build) expect(stages).toContain(service.build.target)
  })

  it('copies the manifest of every workspace before npm ci', () => {
    const workspaces = (JSON.parse(read('package.json')) as { workspaces: string[] }).workspaces
      .flatMap((pattern) => globSync(pattern, { cwd: root }))
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
    const copied = dockerfile.getCOPYs().flatMap((copy) => copy.getArguments().map((argument) => argument.getValue()))
    for (const workspace of workspaces) expect(copied).toContain(`${workspace}/package.json`)
  })

  it('runs programs that exist in the sources', () => {
    const commands = [
      ...dockerfile.getCMDs().flatMap((command) => command.getArguments().map((argument) => argument.getValue())),
      ...Object.values(services).flatMap((service) => service.command ?? []),
    ]
    const programs = commands
      .map((word) => word.replaceAll(/[",[\]]/g, ''))
      .filter((word) => /^[a-z/-]+\.m?js$/.test(word))
    expect(programs.length).toBeGreaterThan(4)
    for (const program of programs) {
      const source = program.includes('/dist/')
        ? program.replace('/dist/', program.startsWith('contracts/') ? '/deploy/' : '/src/').replace(/js$/, 'ts')
        : program
      expect(existsSync(join(root, source)) ? source : `${source} is missing`).toBe(source)
    }
  })
})
