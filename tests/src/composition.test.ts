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
const settingsOf = (process: string): string[] => [
  ...new Set(
    [...read(`${process}/src/config.ts`).matchAll(/^\s+([A-Z][A-Z0-9_]+): /gm)].map((match) => match[1] as string),
  ),
]

/** Settings that a person fills in by hand. */
const FILLED_IN: Record<string, string> = {
  AUTH_JWT_SECRET: 'x'.repeat(64),
  FILE_GRANT_SECRET: 'y'.repeat(64),
  FILE_KEY: 'z'.repeat(64),
  CHECK_SECRET: 'c'.repeat(64),
  POSTGRES_PASSWORD: 'secret',
  OPERATOR_PRIVATE_KEY: `0x${'11'.repeat(32)}`,
  PROVIDER_PRIVATE_KEY: `0x${'22'.repeat(32)}`,
  MATCHER_ADDRESS: `0x${'33'.repeat(20)}`,
}

/** The environment Compose gives a service, with the values of .env.example. */
function environmentOf(service: string): Record<string, string> {
  const values = new Map(
    [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
  const given = Object.entries(services[service]?.environment ?? {})
  return Object.fromEntries(
    given.map(([name, text]) => [
      name,
      String(text).replaceAll(
        /\$\{([A-Z0-9_]+)[^}]*\}/g,
        (_, setting: string) => FILLED_IN[setting] ?? values.get(setting) ?? '',
      ),
    ]),
  )
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

  describe.each(['api', 'worker', 'agent', 'blob-gateway'])('%s', (name) => {
    it('is given every setting it reads, and none it does not', () => {
      expect(Object.keys(services[name]?.environment ?? {}).sort()).toEqual(settingsOf(name).sort())
    })

    it('accepts the values of .env.example once the secrets are filled in', () => {
      const program = `import('./${name}/dist/config.js').then(({ readConfig }) => readConfig())`
      const check = (env: Record<string, string>) =>
        execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8', stdio: 'pipe' })
      expect(check(environmentOf(name))).toBe('')
      expect(() => check({})).toThrow(/EnvironmentError/)
    })
  })
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
