// tier: parts
import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { meterUsage } from '../assignment/meterUsage.js'
import { type FoundContainers, findContainers } from './containers/findContainers.js'
import { createContainerExecutor } from './createContainerExecutor.js'
import { createProcessExecutor } from './createProcessExecutor.js'
import { createWasmExecutor } from './createWasmExecutor.js'
import type { Execution, ExecutionLimits, ExecutionTask, Executor } from './Executor.js'
import { type FoundProcesses, findProcesses } from './processes/findProcesses.js'
import { groupIsAlive } from './processGroup.js'

/**
 * Programs that mean harm, on each executor that this machine can run. Each has to be contained, to end with its cause,
 * and to be paid or refunded by the rule. Modules are `examples/rogue`, or are written here byte by byte; images are
 * BusyBox with a script.
 */

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
// Plain JavaScript, as the build of the examples runs it.
const { imageArchive, tarEntry } = (await import(pathToFileURL(`${examples}scripts/imageArchive.mjs`).href)) as {
  imageArchive: (entries: Buffer[], config?: object) => Buffer
  tarEntry: (name: string, content?: Buffer | string, options?: object) => Buffer
}
const BUSYBOX = '/bin/busybox'
const APPLETS = 'sh cat ls dd id ps sleep nc yes ln mkdir mount mknod chmod kill wc find sha256sum unshare'.split(' ')
const isInstalled = (...tools: string[]): boolean =>
  process.env.AIIGO_REQUIRE_TOOLS === '1' || tools.every((tool) => spawnSync(tool, ['--help']).error === undefined)
const MIB = 1_048_576

// Real processes, possibly on a busy machine.
jest.setTimeout(120_000)

/** A command of WASI that imports one function, and does nothing. */
function importing(module: string, name: string): Buffer {
  const section = (id: number, ...bytes: number[]): number[] => [id, bytes.length, ...bytes]
  const text = (value: string): number[] => [value.length, ...Buffer.from(value)]
  return Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 0, 0),
    ...section(2, 1, ...text(module), ...text(name), 0, 0),
    ...section(3, 1, 0),
    ...section(5, 1, 0, 1),
    ...section(7, 2, ...text('memory'), 2, 0, ...text('_start'), 0, 1),
    ...section(10, 1, 2, 0, 0x0b),
  ])
}

let machine: string
let secret: string
let server: Server
let port: number
let reached = 0

beforeAll(async () => {
  machine = await realpath(await mkdtemp(join(tmpdir(), 'hostile-test-')))
  secret = join(machine, 'secret.txt')
  await writeFile(secret, 'the secret', { mode: 0o644 })
  await promisify(execFile)(process.execPath, [join(examples, 'scripts/build.mjs')])
  server = createServer((socket) => {
    reached++
    socket.end('reached')
  })
  await new Promise<void>((listening) => server.listen(0, '0.0.0.0', () => listening()))
  port = (server.address() as AddressInfo).port
}, 120_000)

afterAll(async () => {
  server.close()
  await rm(machine, { recursive: true, force: true })
})

/** A run, and what the program printed. */
interface Ran extends Execution {
  readonly printed: string
  readonly workDir: string
}

interface Way {
  readonly executor: Executor
  /** Whether anything of a job is left on the machine. */
  readonly isClean: () => Promise<boolean>
}

interface Case {
  readonly name: string
  /** Arguments of `rogue`, or a module's bytes; null where a module has no way to try. */
  readonly module: readonly string[] | Buffer | null
  /** Script of BusyBox's shell. */
  readonly image: string
  readonly limits?: Partial<ExecutionLimits>
  readonly outputs?: readonly string[]
  /** Expected end, cause, and payment, of images. */
  readonly ends: Ends
  /** Those of modules, where they differ. */
  readonly moduleEnds?: Ends
  readonly check?: (ran: Ran, kind: 'module' | 'image') => void | Promise<void>
}

interface Ends {
  readonly outcome: RegExp
  readonly cause: RegExp | null
  /** `used`: by processor time; `reserved`: the tenth of the time that it held a core; `refunded`: nothing. */
  readonly pays: 'used' | 'reserved' | 'refunded'
}

const SHORT = { seconds: 3 }
const isStopped = (outcome: string, cause: RegExp, pays: Ends['pays'] = 'used'): Ends => ({
  ...{ outcome: new RegExp(`^(${outcome})$`), cause, pays },
})
const REFUSED = isStopped('REFUSED', /import/, 'refunded')
const EXITED: Ends = { outcome: /^EXITED$/, cause: null, pays: 'used' }
const TOO_MUCH = isStopped('OUTPUT_LIMIT', /exceeded 1 MiB/)

const cases: readonly Case[] = [
  {
    name: 'forks without end',
    module: importing('wasi', 'thread-spawn'),
    image: 'f() { f | f & }; f; while true; do :; done',
    limits: SHORT,
    ends: isStopped('TIME_LIMIT|MEMORY_LIMIT|OUTPUT_LIMIT', /still running|memory|exceeded/),
    moduleEnds: REFUSED,
  },
  {
    name: 'fills the disk with one file',
    module: ['flood-file'],
    image: 'dd if=/dev/zero of=big bs=64k; sleep 60',
    ends: TOO_MUCH,
  },
  {
    name: 'fills the disk with many files',
    module: ['flood-many'],
    image: 'i=0; while true; do dd if=/dev/zero of=f$i bs=64k count=1; i=$((i+1)); done',
    ends: TOO_MUCH,
  },
  {
    name: 'makes folders without end',
    module: ['flood-folders'],
    image: 'i=0; while true; do mkdir d$i; i=$((i+1)); done',
    ends: TOO_MUCH,
  },
  {
    name: 'allocates without end',
    module: ['memory'],
    image: 'exec dd if=/dev/zero of=/dev/null bs=500M',
    ends: isStopped('MEMORY_LIMIT', /64 MiB/),
  },
  {
    name: 'fills the memory with files',
    module: null,
    image: 'dd if=/dev/zero of=/dev/shm/x bs=1M count=63; exec dd if=/dev/zero of=/tmp/x bs=1M count=63',
    limits: { outputMiB: 128 },
    ends: isStopped('MEMORY_LIMIT', /64 MiB/),
  },
  {
    name: 'spins',
    module: ['loop'],
    image: 'while true; do :; done',
    limits: SHORT,
    ends: isStopped('TIME_LIMIT', /still running after 3 s/),
    check: ({ cpuSeconds, wallSeconds }) => {
      expect(cpuSeconds).toBeGreaterThan(0.2)
      expect(cpuSeconds).toBeLessThan(wallSeconds + 1)
    },
  },
  {
    name: 'never ends, and waits',
    module: ['progress', '3600000', '0'],
    image: 'trap "" TERM INT HUP; sleep 1000 & sleep 1000 & wait',
    limits: { seconds: 12 },
    ends: isStopped('TIME_LIMIT', /still running after 12 s/, 'reserved'),
  },
  {
    name: 'opens sockets',
    module: importing('env', 'socket'),
    image: 'nc -w 2 127.0.0.1 PORT; nc -w 2 1.1.1.1 53; cat /proc/net/dev',
    ends: EXITED,
    moduleEnds: REFUSED,
    check: ({ printed }, kind) => {
      expect(reached).toBe(0)
      expect(printed).not.toMatch(/reached|eth0|ens\d/)
      if (kind === 'image') expect(printed.match(/unreachable|refused/gi)).toHaveLength(2)
    },
  },
  {
    name: 'reads outside of its directory',
    module: ['escape', 'SECRET', '../secret.txt', '/etc/passwd', '/proc/self/environ', '..'],
    image:
      'cat SECRET ../../secret.txt /etc/shadow /proc/1/rootSECRET /proc/1/environ /dev/mem /dev/vda; ls /root /home',
    ends: EXITED,
    check: ({ printed }) => {
      expect(printed).not.toContain('the secret')
      expect(printed).not.toMatch(/^root:/m)
      expect(printed).not.toContain('CONTENT')
    },
  },
  {
    name: 'writes outside of its directory',
    module: ['escape', 'SECRET', '../secret.txt', '/etc/x'],
    image:
      'for f in SECRET /x /bin/busybox /etc/x /proc/sys/kernel/hostname /proc/sysrq-trigger /sys/x; do (echo 1 > $f) && echo wrote $f; done; mount -t tmpfs x /bin && echo mounted; unshare -Ur true && echo unshared; exit 0',
    ends: EXITED,
    check: async ({ printed }, kind) => {
      if (kind === 'image') expect(printed).not.toMatch(/^(wrote|mounted|unshared)/m)
      expect(await readFile(secret, 'utf8')).toBe('the secret')
      expect((await readdir(machine)).includes('x')).toBe(false)
    },
  },
  {
    name: 'prints gigabytes',
    module: ['flood-log'],
    image: 'yes',
    ends: TOO_MUCH,
    check: ({ printed }) => expect(printed.length).toBeLessThanOrEqual(MIB),
  },
  {
    name: 'says another hash of its result than it has',
    module: ['partial', 'exit', '0'],
    image: 'printf "the first half\\n" > partial.txt; echo "sha256 0000000000000000"',
    outputs: ['partial.txt'],
    ends: EXITED,
    check: ({ outputs }) => {
      const sha256 = createHash('sha256').update('the first half\n').digest('hex')
      expect(outputs).toMatchObject([{ name: 'partial.txt', sha256, size: 15 }])
    },
  },
  {
    name: 'leaves links, devices and pipes in place of its outputs',
    module: ['escape', '../secret.txt'],
    image:
      'ln -s /etc/passwd passwd; ln -s SECRET secret; ln -s / whole; ln -s /proc/self/environ environ; mknod device b 254 0; mknod pipe p; exit 0',
    outputs: ['passwd', 'secret', 'whole/etc/passwd', 'environ', 'device', 'pipe', 'absolute-link', 'relative-link'],
    ends: EXITED,
    check: ({ outputs, missingOutputs }, kind) => {
      // A module makes no link: what it writes by that name is a plain, empty file of its own.
      const own = kind === 'module' ? [{ name: 'relative-link', size: 0 }] : []
      expect(outputs).toMatchObject(own)
      expect(missingOutputs).toHaveLength(8 - own.length)
    },
  },
  {
    name: 'wants to be root, and ends other processes',
    module: null,
    image: 'cat /proc/self/status; kill -9 -1; kill -9 1; ps',
    ends: EXITED,
    check: ({ printed }) => {
      expect(printed).toMatch(/CapEff:\s0000000000000000/)
      expect(printed).toMatch(/CapBnd:\s0000000000000000/)
      expect(printed).toMatch(/NoNewPrivs:\s1/)
      expect(printed).toMatch(/Seccomp:\s2/)
    },
  },
  {
    name: 'crashes',
    module: ['trap'],
    image: 'kill -s SEGV $$; exit 139',
    ends: EXITED,
    moduleEnds: isStopped('CRASHED', /unreachable/),
  },
  {
    name: 'cannot begin',
    module: Buffer.from('no module'),
    image: 'ENTRYPOINT /nowhere',
    ends: isStopped('REFUSED', /no such file/i, 'refunded'),
    moduleEnds: isStopped('REFUSED', /expected a WebAssembly module/, 'refunded'),
  },
]

const withSecret = (text: string): string => text.replaceAll('SECRET', secret).replaceAll('PORT', String(port))

function hostile(kind: 'module' | 'image', wayOf: () => Way): void {
  it.each(cases.filter(({ module }) => kind === 'image' || module !== null).map((one) => [one.name, one] as const))(
    'contains a program that %s',
    async (name, one) => {
      const { executor, isClean } = wayOf()
      const root = await mkdtemp(join(machine, 'run-'))
      const programPath = join(root, 'program')
      let printed = ''
      const pids: number[] = []
      const task: ExecutionTask = {
        ...{ programPath, inputs: [], outputs: one.outputs ?? [], workDir: join(root, 'job') },
        limits: { seconds: 60, memoryMiB: 64, outputMiB: 1, cores: 1, ...one.limits },
        ...(await prepare(one, kind, programPath)),
      }
      const execution = await executor.run(
        task,
        {
          onLog(_, text) {
            printed += text
            return null
          },
          onStart: (pid) => void pids.push(pid),
        },
        AbortSignal.timeout(110_000),
      )
      const ends = (kind === 'module' && one.moduleEnds) || one.ends
      expect(`${name}: ${execution.outcome}`).toMatch(new RegExp(`: ${ends.outcome.source.slice(1)}`))
      if (ends.cause) expect(execution.detail).toMatch(ends.cause)
      else expect(execution.detail).toBeNull()
      const usage = meterUsage({
        ...{ ...execution, resourceType: 1, jobUnits: 1, nodeUnits: 1, bytesMoved: 0n, maxUsage: 1_000n },
        elapsedSeconds: Math.ceil(execution.wallSeconds),
      })
      const used = Math.max(1, Math.ceil(execution.cpuSeconds), Math.ceil(execution.wallSeconds / 10))
      const billed = Math.min(used, Math.max(1, Math.ceil(execution.wallSeconds)))
      expect(usage).toBe(ends.pays === 'refunded' ? 0n : BigInt(billed))
      if (ends.pays === 'reserved') expect(Number(usage)).toBe(2)
      await one.check?.({ ...execution, printed, workDir: task.workDir }, kind)
      for (const pid of pids) expect(await groupIsAlive(pid)).toBe(false)
      expect(await isClean()).toBe(true)
      expect(reached).toBe(0)
      await rm(root, { recursive: true, force: true })
      expect((await stat(secret)).size).toBe(10)
    },
  )
}

/** Writes the program's file. @returns its arguments */
async function prepare(
  { module, image }: Case,
  kind: 'module' | 'image',
  path: string,
): Promise<Partial<ExecutionTask> & { args: readonly string[] }> {
  if (kind === 'image') {
    const entries = [
      tarEntry('bin/'),
      tarEntry('bin/busybox', await readFile(BUSYBOX), { mode: 0o4755 }),
      ...APPLETS.map((name) => tarEntry(`bin/${name}`, '', { link: 'busybox' })),
    ]
    await writeFile(path, imageArchive(entries, { Entrypoint: ['/bin/sh', '-c'] }))
    const [, entrypoint] = /^ENTRYPOINT (.+)$/.exec(image) ?? []
    return entrypoint === undefined ? { args: [withSecret(image)] } : { entrypoint: [entrypoint], args: [] }
  }
  if (Buffer.isBuffer(module)) {
    await writeFile(path, module)
    return { args: [] }
  }
  return { programPath: join(examples, 'rogue/rogue.wasm'), args: (module ?? []).map(withSecret) }
}

describe('modules', () => {
  const executor = createWasmExecutor()
  hostile('module', () => ({ executor, isClean: () => Promise.resolve(true) }))
})

;(isInstalled('podman', 'runc', BUSYBOX) ? describe : describe.skip)('containers of Podman', () => {
  let found: FoundContainers
  let executor: Executor
  beforeAll(async () => {
    const looked = await findContainers(join(machine, 'containers'))
    if ('reason' in looked) throw new Error(looked.reason)
    found = looked
    executor = createContainerExecutor({ found, folder: machine, keptMiB: 8 })
  })
  hostile('image', () => ({
    executor,
    isClean: async () => (await found.podman.run(['ps', '--all', '--quiet'])).stdout === '',
  }))
})

;(isInstalled('bwrap', 'prlimit', 'setpriv', BUSYBOX) ? describe : describe.skip)('processes of bubblewrap', () => {
  let found: FoundProcesses
  let executor: Executor
  let folder: string
  beforeAll(async () => {
    folder = join(machine, 'processes')
    const looked = await findProcesses(folder)
    if ('reason' in looked) throw new Error(looked.reason)
    found = looked
    executor = createProcessExecutor({ found, keptMiB: 8 })
  })
  afterAll(() => found.groups.close())
  // The image is sealed: nothing of it stays, and no group has a process.
  hostile('image', () => ({ executor, isClean: async () => (await readdir(folder)).join() === 'filter.bpf' }))
})
