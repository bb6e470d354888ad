import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { readImage } from '@aiigo/domain'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { findExecutors } from '../machine/findExecutors.js'
import { createPodman, type Podman } from './containers/createPodman.js'
import { type FoundContainers, findContainers } from './containers/findContainers.js'
import { runFolder } from './containers/runFolder.js'
import { createContainerExecutor } from './createContainerExecutor.js'
import { createTimeLimit } from './createTimeLimit.js'
import { type Execution, type ExecutionTask, type Executor, StopRequest } from './Executor.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
// Plain JavaScript, as the build of the examples runs it.
const { imageArchive, tarEntry } = (await import(pathToFileURL(`${examples}scripts/imageArchive.mjs`).href)) as {
  imageArchive: (entries: Buffer[], config?: object, options?: object) => Buffer
  tarEntry: (name: string, content?: Buffer | string, options?: object) => Buffer
}

const BUSYBOX = '/bin/busybox'
const MISSING = ['podman', 'runc', BUSYBOX].filter((tool) => spawnSync(tool, ['--help']).error !== undefined)
const isThere = process.env.AIIGO_REQUIRE_TOOLS === '1' || MISSING.length === 0
const MIB = 1_048_576

// Real containers, possibly on a busy machine.
jest.setTimeout(120_000)

const APPLETS = 'sh cat ls dd id ps sleep wget nc yes ln mkdir mount mknod chmod env true kill tail head wc find'.split(
  ' ',
)

/** An image FROM scratch with BusyBox, whose programs run as their owner, root, when they are started: setuid. */
async function boxImage(config: object = { Entrypoint: ['/bin/sh', '-c'] }, options = {}): Promise<Buffer> {
  const entries = [
    tarEntry('bin/'),
    tarEntry('bin/busybox', await readFile(BUSYBOX), { mode: 0o4755 }),
    ...APPLETS.map((name) => tarEntry(`bin/${name}`, '', { link: 'busybox' })),
  ]
  return imageArchive(entries, config, options)
}

;(isThere ? describe : describe.skip)('the container executor', () => {
  let machine: string
  let root: string
  let found: FoundContainers
  let executor: Executor
  let image: string
  let logs: { stream: string; text: string }[]

  beforeAll(async () => {
    machine = await realpath(await mkdtemp(join(tmpdir(), 'container-test-')))
    const looked = await findContainers(join(machine, 'containers'))
    if (!('podman' in looked)) throw new Error(looked.reason)
    found = looked
    executor = createContainerExecutor({ found, folder: machine, keptMiB: 8 })
    image = join(machine, 'box.tar')
    await writeFile(image, await boxImage())
  })

  beforeEach(async () => {
    root = await mkdtemp(join(machine, 'run-'))
    logs = []
  })

  afterEach(async () => {
    // Whatever a program did: no container of it is left, and no image of a sealed one.
    expect((await found.podman.run(['ps', '--all', '--quiet'])).stdout).toBe('')
    await rm(root, { recursive: true, force: true })
  })

  afterAll(async () => {
    await found.podman.run(['rmi', '--all', '--force'])
    await rm(await runFolder(join(machine, 'containers')), { recursive: true, force: true })
    await rm(machine, { recursive: true, force: true })
  })

  const hooks = {
    onLog(stream: string, text: string) {
      logs.push({ stream, text })
      return null
    },
  }
  const run = (overrides: Partial<ExecutionTask> = {}, signal = new AbortController().signal): Promise<Execution> =>
    executor.run(
      {
        ...{ programPath: image, args: [], inputs: [], outputs: [], workDir: join(root, 'job') },
        limits: { seconds: 60, memoryMiB: 64, outputMiB: 4, cores: 1 },
        ...overrides,
      },
      hooks,
      signal,
    )
  const sh = (script: string, overrides: Partial<ExecutionTask> = {}) => run({ args: [script], ...overrides })
  const printed = (stream?: string): string =>
    logs
      .filter((log) => stream === undefined || log.stream === stream)
      .map(({ text }) => text)
      .join('')

  describe('runs a job', () => {
    it('with inputs, arguments, environment and standard input, and collects its outputs', async () => {
      await writeFile(join(root, 'numbers'), '1\n2\n3\n')
      const script = 'cat; echo "$GREETING $0 $1" >&2; wc -l < in/numbers.txt > out/count.txt; exit 5'
      const execution = await run({
        args: [script, 'zero', 'a b'],
        env: { GREETING: 'hello' },
        inputs: [{ path: join(root, 'numbers'), as: 'in/numbers.txt' }],
        stdin: 'in/numbers.txt',
        outputs: ['out/'],
      })
      expect(execution).toMatchObject({ outcome: 'EXITED', exitCode: 5, detail: null, missingOutputs: [] })
      expect(printed('stdout')).toBe('1\n2\n3\n')
      expect(printed('stderr')).toBe('hello zero a b\n')
      expect(execution.outputs.map(({ name, size }) => [name, size])).toEqual([['out/count.txt', 2]])
      expect(await readFile(join(root, 'job/out/count.txt'), 'utf8')).toBe('3\n')
      expect(execution.isolation).toContain('no network')
    })

    it('with secrets that no command line shows, and that are gone afterwards', async () => {
      const secrets = { TOKEN: '"a b" $HOME #=\\', GREETING2: 'ü' }
      const script = 'echo "$TOKEN $GREETING $GREETING2"; tr "\\0" " " < /proc/1/cmdline'
      await run({ args: [script], env: { GREETING: 'hello' }, secrets })
      expect(printed()).toContain(`${secrets.TOKEN} hello ü\n`)
      expect(printed().replace(secrets.TOKEN, '')).not.toContain(secrets.TOKEN)
    })

    it('with the command of the image, or with an entry point of its own', async () => {
      const programPath = join(root, 'said.tar')
      await writeFile(programPath, await boxImage({ Entrypoint: ['/bin/sh', '-c'], Cmd: ['echo the image’s own'] }))
      await run({ programPath })
      await run({ programPath, entrypoint: ['/bin/busybox', 'echo', 'other'], args: ['x'], workDir: join(root, '2') })
      expect(printed()).toBe('the image’s own\nother x\n')
    })

    it('and passes on every line of a fast program, while its log waits', async () => {
      let waits = 0
      const slow = {
        onLog(_: string, text: string) {
          logs.push({ stream: 'stdout', text })
          return ++waits % 10 === 0 ? new Promise<void>((resolve) => setImmediate(resolve)) : null
        },
      }
      const script = 'i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done'
      const task = {
        ...{ programPath: image, args: [script], inputs: [], outputs: [], workDir: join(root, 'job') },
        limits: { seconds: 60, memoryMiB: 64, outputMiB: 4 },
      }
      expect(await executor.run(task, slow, new AbortController().signal)).toMatchObject({ outcome: 'EXITED' })
      expect(printed()).toBe(Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join(''))
    })

    it('of several at a time, each in a container of its own', async () => {
      const both = await Promise.all(
        ['a', 'b'].map((name) =>
          sh(`echo ${name} > mine; sleep 1; ls; ps`, { workDir: join(root, name), outputs: ['mine'] }),
        ),
      )
      expect(both.map(({ outcome }) => outcome)).toEqual(['EXITED', 'EXITED'])
      expect(await readFile(join(root, 'a/mine'), 'utf8')).toBe('a\n')
      expect(await readFile(join(root, 'b/mine'), 'utf8')).toBe('b\n')
    })
  })

  describe('contains a program that', () => {
    it('forks without end', async () => {
      const execution = await sh('f() { f | f & }; f; while true; do :; done', {
        limits: { seconds: 3, memoryMiB: 64, outputMiB: 4, cores: 1 },
      })
      expect(execution).toMatchObject({ outcome: expect.stringMatching(/TIME_LIMIT|MEMORY_LIMIT|OUTPUT_LIMIT/) })
      expect(printed('stderr')).toContain("can't fork")
    })

    it.each([
      ['with users of their own', true],
      ['as nobody', false],
    ])('holds as many processes as it may, beside others, %s', async (_, isMapped) => {
      const some = createContainerExecutor({
        ...{ found: { ...found, way: { ...found.way, isMapped: isMapped && found.way.isMapped } } },
        ...{ folder: machine, keptMiB: 8 },
      })
      const stop = new AbortController()
      const task = (name: string, script: string): ExecutionTask => ({
        ...{ programPath: image, args: [script], inputs: [], outputs: [], workDir: join(root, name) },
        limits: { seconds: 600, memoryMiB: 256, outputMiB: 4 },
      })
      const many = 'i=0; while [ $i -lt 254 ]; do sleep 1000 & i=$((i+1)); done; echo all on; wait'
      let beside: Promise<Execution> | null = null
      const { signal } = new AbortController()
      const onLog = (): null => {
        beside = some
          .run(task('beside', 'sleep 0 & wait; echo $(echo done)'), hooks, signal)
          .finally(() => stop.abort())
        return null
      }
      expect((await some.run(task('many', many), { onLog }, stop.signal)).outcome).toBe('KILLED')
      expect(await beside).toMatchObject({ outcome: 'EXITED', exitCode: 0 })
      expect(printed()).toBe('done\n')
    })

    it('fills the disk with one file, and with many', async () => {
      const one = await sh('dd if=/dev/zero of=big bs=1M count=1000; sleep 60', { outputs: ['big'] })
      const workDir = join(root, 'many')
      const many = await sh('i=0; while true; do echo x > f$i; i=$((i+1)); done', { workDir })
      const bytes = await sh('i=0; while true; do dd if=/dev/zero of=f$i bs=1M count=3; i=$((i+1)); done', {
        workDir: join(root, 'bytes'),
      })
      expect([one.outcome, many.outcome, bytes.outcome]).toEqual(Array(3).fill('OUTPUT_LIMIT'))
    })

    it('hides what it writes in folders below folders', async () => {
      const script = 'd=$(printf "%0200d" 0); i=0; while [ $i -lt 40 ]; do mkdir $d; cd $d; i=$((i+1)); done; sleep 60'
      expect(await sh(script, { outputs: ['x'] })).toMatchObject({ outcome: 'OUTPUT_LIMIT', missingOutputs: ['x'] })
      expect(await readdir(join(root, 'job'))).toEqual([])
    })

    it('allocates without end', async () => {
      const execution = await sh('echo before > kept; exec dd if=/dev/zero of=/dev/null bs=500M', { outputs: ['kept'] })
      expect(execution).toMatchObject({
        ...{ outcome: 'MEMORY_LIMIT', exitCode: null, detail: expect.stringContaining('64 MiB') },
        outputs: [{ name: 'kept', size: 7 }],
      })
      const shared = await sh('dd if=/dev/zero of=/dev/shm/x bs=1M count=63; dd if=/dev/zero of=/tmp/x bs=1M', {
        ...{ workDir: join(root, 'shared'), limits: { seconds: 60, memoryMiB: 64, outputMiB: 128 } },
      })
      expect(shared.outcome).toBe('MEMORY_LIMIT')
    })

    it('spins, and never ends', async () => {
      const spinning = await sh('echo spinning; while true; do :; done', {
        limits: { seconds: 1, memoryMiB: 64, outputMiB: 4 },
      })
      expect(spinning).toMatchObject({ outcome: 'TIME_LIMIT', exitCode: null, detail: 'still running after 1 s' })
      expect(spinning.wallSeconds).toBeGreaterThanOrEqual(0.9)
      expect(spinning.wallSeconds).toBeLessThan(20)
      // Two cores could have done more than the wall time: the job has one.
      expect(spinning.cpuSeconds).toBeGreaterThan(0.05)
      expect(spinning.cpuSeconds).toBeLessThan(spinning.wallSeconds + 0.5)
      // Its children hold on to its streams, and nothing listens to signals.
      const sleeping = await sh('trap "" TERM INT HUP; sleep 1000 & sleep 1000 & wait', {
        ...{ workDir: join(root, 'sleeping'), limits: { seconds: 1, memoryMiB: 64, outputMiB: 4 } },
      })
      expect(sleeping.outcome).toBe('TIME_LIMIT')
      expect(sleeping.cpuSeconds).toBeLessThan(0.5)
    })

    it('goes on behind its time limit when the limit is moved before', async () => {
      const time = createTimeLimit(2)
      const limits = { seconds: 2, memoryMiB: 64, outputMiB: 4 }
      const running = sh('echo on; sleep 4; echo over', { limits, time })
      while (!printed().includes('on')) await new Promise((next) => setTimeout(next, 20))
      time.extend(60)
      expect(await running).toMatchObject({ outcome: 'EXITED', exitCode: 0 })
      expect(printed()).toContain('over')
    })

    it('has to stop at once', async () => {
      const stop = new AbortController()
      const running = executor.run(
        {
          ...{ programPath: image, args: ['echo on; sleep 1000'], inputs: [], outputs: [], workDir: join(root, 'job') },
          limits: { seconds: 600, memoryMiB: 64, outputMiB: 4 },
        },
        { onLog: () => void stop.abort() },
        stop.signal,
      )
      expect((await running).outcome).toBe('KILLED')
      expect((await run({ workDir: join(root, 'other') }, AbortSignal.abort())).outcome).toBe('KILLED')
      const asked = new AbortController()
      const { outcome, outputs } = await executor.run(
        {
          ...{
            programPath: image,
            args: ['echo half > out.txt; echo on; sleep 1000'],
            inputs: [],
            outputs: ['out.txt'],
          },
          ...{ workDir: join(root, 'stopped'), limits: { seconds: 600, memoryMiB: 64, outputMiB: 4 } },
        },
        { onLog: () => void asked.abort(new StopRequest()) },
        asked.signal,
      )
      expect([outcome, outputs.map(({ name, size }) => [name, size])]).toEqual(['STOPPED', [['out.txt', 5]]])
    })

    it('opens sockets', async () => {
      const server = createServer((socket) => socket.end('reached'))
      await new Promise<void>((listening) => server.listen(0, '0.0.0.0', () => listening()))
      const { port } = server.address() as AddressInfo
      try {
        await sh(`nc -w 2 127.0.0.1 ${port}; nc -w 2 1.1.1.1 53; wget -O - http://1.1.1.1/; cat /proc/net/dev`)
      } finally {
        server.close()
      }
      expect(printed()).not.toContain('reached')
      expect(printed('stderr').match(/Network is unreachable|Connection refused/g)?.length).toBe(3)
      expect(printed('stdout')).not.toMatch(/eth|ens|wlan/)
    })

    it('reads outside its directory', async () => {
      await writeFile(join(machine, 'secret.txt'), 'the secret')
      await chmod(join(machine, 'secret.txt'), 0o644)
      await sh(
        [
          `cat ${join(machine, 'secret.txt')} /etc/shadow /proc/1/root${join(machine, 'secret.txt')} ../../secret.txt`,
          'cat /proc/kcore /proc/sysrq-trigger /dev/mem /dev/sda /dev/vda',
          'ls / /root /home /var /proc/1/root /proc/1/fd; env; cat /proc/mounts',
        ].join('\n'),
      )
      expect(printed()).not.toContain('the secret')
      expect(printed('stdout')).not.toMatch(/^root:/m)
      expect(printed('stdout')).not.toMatch(/proxy|AIIGO|DBUS/i)
      expect(printed('stdout')).toMatch(/^bin\ndev\netc\njob\nproc\nrun\nsys\ntmp$/m)
    })

    it('writes to the root, to its own program and to the kernel’s settings', async () => {
      const execution = await sh(
        [
          'for f in /x /bin/busybox /etc/x /usr/x /proc/sys/kernel/hostname /sys/kernel/x /proc/sysrq-trigger; do',
          '(echo 1 > $f) && echo wrote $f; done; mount -t tmpfs x /bin && echo mounted; mount -o remount,rw / && echo rw',
          'exit 0',
        ].join('\n'),
      )
      expect(execution).toMatchObject({ outcome: 'EXITED', exitCode: 0 })
      expect(printed('stdout')).toBe('')
    })

    it('prints gigabytes', async () => {
      const execution = await sh('echo kept > kept; yes', { outputs: ['kept'] })
      expect(execution).toMatchObject({ outcome: 'OUTPUT_LIMIT', outputs: [{ name: 'kept' }] })
      expect(printed().length).toBeLessThanOrEqual(4 * MIB)
    })

    it('leaves links, devices and pipes in place of its outputs', async () => {
      const execution = await sh(
        [
          'ln -s /etc/passwd passwd; ln -s /proc/self/environ environ; ln -s / whole; mkdir folder',
          'ln -s ../../../secret.txt folder/secret.txt; mknod device b 254 0; mknod pipe p; ln -s pipe other; ls',
        ].join('\n'),
        { outputs: ['passwd', 'environ', 'whole/etc/passwd', 'folder/', 'device', 'pipe', 'other', '*'] },
      )
      expect(printed('stderr')).toContain('device: Operation not permitted')
      expect(execution.outputs).toEqual([])
      expect(execution.missingOutputs).toHaveLength(8)
    })

    it('wants to be root', async () => {
      await sh(
        'id -u; grep=; cat /proc/self/status; cat /proc/self/uid_map; /bin/busybox chmod 4755 /bin/sh; kill -9 1',
      )
      expect(printed('stdout')).toMatch(/CapEff:\s0000000000000000/)
      expect(printed('stdout')).toMatch(/CapBnd:\s0000000000000000/)
      expect(printed('stdout')).toMatch(/NoNewPrivs:\s1/)
      expect(printed('stdout')).toMatch(/Seccomp:\s2/)
      // Root inside is a user outside that this machine has not.
      if (found.way.isMapped) expect(printed('stdout')).toMatch(/^\s+0 1879048192\s+65536$/m)
    })
  })

  describe('refuses an image that', () => {
    const refused = async (content: Buffer, overrides: Partial<ExecutionTask> = {}) => {
      const programPath = join(root, 'refused.tar')
      await writeFile(programPath, content)
      const execution = await run({ programPath, ...overrides })
      expect(execution).toMatchObject({ outcome: 'REFUSED', exitCode: null, wallSeconds: expect.any(Number) })
      return execution.detail
    }

    it('is none, or is for another platform', async () => {
      expect(await refused(Buffer.from('text'))).toContain('cut short')
      const architecture = process.arch === 'x64' ? 'arm64' : 'amd64'
      expect(await refused(await boxImage({}, { architecture }), { workDir: join(root, '2') })).toContain(architecture)
      expect(await refused(await boxImage({}, { os: 'windows' }), { workDir: join(root, '3') })).toContain('windows')
    })

    it('has no such program, or one of another machine', async () => {
      expect(await refused(await boxImage(), { entrypoint: ['/nowhere'] })).toContain('no such file')
      const bad = imageArchive([tarEntry('bad', '\x7fELF and nothing')], { Entrypoint: ['/bad'] })
      expect(await refused(bad, { workDir: join(root, '2') })).toContain('exec format error')
    })

    it('unpacks to more than its bytes say', async () => {
      const zeros = gzipSync(Buffer.alloc(64 * MIB), { level: 1 })
      const head = gzipSync(tarEntry('zeros', '', { size: 2_000 * MIB }))
      const stored = Buffer.concat([head, ...Array.from({ length: 17 }, () => zeros)])
      const bomb = imageArchive([], { Entrypoint: ['/zeros'] }, { stored })
      expect(bomb.length).toBeLessThan(8 * MIB)
      expect(await refused(bomb)).toContain('at most 1024 MiB unpacked')
      const holes = imageArchive([tarEntry('holes', '', { type: 'S' })], { Entrypoint: ['/holes'] })
      expect(await refused(holes, { workDir: join(root, '2') })).toContain('type S')
      const record = '32 GNU.sparse.realsize=999999999\n'
      const sparse = imageArchive([tarEntry('head', record, { type: 'x' }), tarEntry('f', '')], { Entrypoint: ['/f'] })
      expect(await refused(sparse, { workDir: join(root, '3') })).toContain('holes')
    })

    it('puts devices into its root, or other bytes than it names', async () => {
      const device = imageArchive([tarEntry('disk', '', { type: '4' })], { Entrypoint: ['/disk'] })
      expect(await refused(device)).toContain('type 4')
      const changed = imageArchive([tarEntry('f', 'some text')], { Entrypoint: ['/f'] }, { packed: false })
      changed.write('other', changed.indexOf('some text'))
      expect(await refused(changed, { workDir: join(root, '2') })).toContain('another hash')
    })
  })

  describe('an image of another job', () => {
    const ids = async (): Promise<string[]> =>
      (await found.podman.run(['images', '--all', '--quiet', '--no-trunc'])).stdout.trim().split('\n').filter(Boolean)
    /** Runs something while a job with the sealed image runs. */
    const beside = async (act: () => Promise<void>): Promise<void> => {
      const stop = new AbortController()
      let acting: Promise<void> | null = null
      const running = executor.run(
        {
          ...{ programPath: image, args: ['echo on; sleep 1000'], inputs: [], outputs: [], workDir: join(root, 'job') },
          limits: { seconds: 600, memoryMiB: 64, outputMiB: 4 },
        },
        {
          onLog() {
            acting = act().finally(() => stop.abort())
          },
        },
        stop.signal,
      )
      expect((await running).outcome).toBe('KILLED')
      await acting
    }

    it('is not replaced by one with other layers', async () => {
      const entries = [tarEntry('bin/'), tarEntry('bin/busybox', await readFile(BUSYBOX))]
      const said = (text: string) => tarEntry('said.txt', text)
      const config = { Entrypoint: ['/bin/busybox', 'cat', '/said.txt'] }
      const evil = gzipSync(Buffer.concat([...entries, said('another’s'), Buffer.alloc(1_024)]))
      const programPath = join(root, 'program.tar')
      await writeFile(programPath, imageArchive([...entries, said('its own')], config, { stored: evil }))
      const detail = expect.stringContaining('another hash')
      expect(await run({ programPath, isPublic: true })).toMatchObject({ outcome: 'REFUSED', detail })
      await writeFile(programPath, imageArchive([...entries, said('its own')], config))
      await run({ programPath, isPublic: true, workDir: join(root, '2') })
      // The same while the honest one is there.
      await writeFile(programPath, imageArchive([...entries, said('its own')], config, { stored: evil }))
      expect(await run({ programPath, workDir: join(root, '3') })).toMatchObject({ outcome: 'REFUSED', detail })
      expect(printed('stdout')).toBe('its own')
      await found.podman.run(['rmi', '--all', '--force'])
    })

    it('does not run for one that only claims to be it', async () => {
      const archive = await readFile(image)
      const { id } = readImage(archive)
      const claiming = join(root, 'claiming.tar')
      await writeFile(claiming, imageArchive([], { Entrypoint: ['/bin/sh', '-c'] }, { claimed: id }))
      await beside(async () => {
        const detail = expect.stringContaining('another hash')
        const task = { programPath: claiming, args: ['echo theirs'], workDir: join(root, 'claiming'), isPublic: true }
        expect(await run(task)).toMatchObject({ outcome: 'REFUSED', detail })
      })
      expect(printed('stdout')).toBe('')
      expect(await ids()).toEqual([])
    })

    it('that is sealed is not kept when a public one is the same', async () => {
      await beside(async () => {
        expect(await sh('echo same', { workDir: join(root, 'same'), isPublic: true })).toMatchObject({ exitCode: 0 })
      })
      expect(printed('stdout')).toBe('same\n')
      expect(await ids()).toEqual([])
    })
  })

  it('keeps the images of public programs up to its bound, and none of sealed ones', async () => {
    const ids = async (): Promise<string[]> =>
      (await found.podman.run(['images', '--all', '--quiet', '--no-trunc'])).stdout.trim().split('\n').filter(Boolean)
    await sh('true')
    expect(await ids()).toEqual([])
    const kept = []
    for (const at of [1, 2, 3]) {
      const programPath = join(root, `${at}.tar`)
      // Three of 3 MiB, where 8 MiB may stay.
      const filled = [tarEntry('bin/busybox', await readFile(BUSYBOX)), tarEntry('fill', Buffer.alloc(MIB, at))]
      await writeFile(programPath, imageArchive(filled, { Entrypoint: ['/bin/busybox', 'true'] }))
      expect(await run({ programPath, isPublic: true, workDir: join(root, `job-${at}`) })).toMatchObject({
        exitCode: 0,
      })
      kept.push((await ids()).length)
    }
    expect(kept).toEqual([1, 2, 2])
  })

  it('ends what a killed agent left running, and tells the owner why a machine can not', async () => {
    const { podman } = found
    const left = sh('sleep 1000').catch((error: Error) => error)
    // The agent that comes after sees the container run.
    for (;;) if ((await podman.run(['ps', '--quiet'])).stdout !== '') break
    expect(await findContainers(join(machine, 'containers'))).toMatchObject({ way: found.way })
    expect((await podman.run(['ps', '--all', '--quiet'])).stdout).toBe('')
    await left
    expect(await findContainers(join(root, 'with:colon'))).toEqual({ reason: expect.stringContaining('":"') })
  })

  it('ends what a killed agent left running when the owner allows containers no more', async () => {
    const { podman } = found
    const settings = { caps: { executors: ['wasm' as const] }, keptImagesMiB: 8 }
    // An agent of its own, which would keep the image.
    const killed = createContainerExecutor({ found, folder: machine, keptMiB: 8 })
    const limits = { seconds: 600, memoryMiB: 64, outputMiB: 4 }
    const job = { programPath: image, args: ['sleep 1000'], inputs: [], outputs: [], limits, isPublic: true }
    const { signal } = new AbortController()
    const left = killed.run({ ...job, workDir: join(root, 'job') }, hooks, signal).catch((error: Error) => error)
    for (;;) if ((await podman.run(['ps', '--quiet'])).stdout !== '') break
    expect(await findExecutors({ ...settings, dataDir: machine })).toMatchObject({ noContainers: null })
    expect((await podman.run(['ps', '--all', '--quiet'])).stdout).toBe('')
    expect((await podman.run(['images', '--all', '--quiet'])).stdout).toBe('')
    await left
    // An owner who has never allowed any has no folder of containers, and gets none.
    expect(await findExecutors({ ...settings, dataDir: root })).toMatchObject({ noContainers: null })
    expect(await readdir(root)).not.toContain('containers')
    // Where Podman does not answer, modules run all the same, and the owner gets to know.
    await mkdir(join(root, 'containers'))
    await writeFile(join(root, 'containers/storage'), 'no folder')
    const { executors, noContainers } = await findExecutors({ ...settings, dataDir: root })
    expect(executors.kinds).toEqual(['wasm'])
    expect(noContainers).toContain('an earlier run may have left containers')
  })

  it('leaves the hooks and the mounts of the machine’s own containers out', async () => {
    // A machine with both, for Podman alone: its folder of settings in a mount namespace that ends with this test.
    const settings = [
      'mount -t tmpfs own /usr/share/containers && mkdir -p /usr/share/containers/oci/hooks.d',
      'echo "$1" > /usr/share/containers/oci/hooks.d/hook.json && echo "$2" > /usr/share/containers/mounts.conf',
      'echo ready && read end',
    ]
    const hook = {
      ...{ version: '1.0.0', when: { always: true }, stages: ['prestart'] },
      hook: { path: '/usr/bin/touch', args: ['touch', join(root, 'hooked')] },
    }
    await writeFile(join(root, 'owner.txt'), 'the owner’s')
    const conf = `${root}:/run/owner`
    const holder = spawn('unshare', ['-m', 'sh', '-c', settings.join('\n'), 'sh', JSON.stringify(hook), conf], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    try {
      expect(String((await once(holder.stdout, 'data'))[0])).toBe('ready\n')
      const { podman } = found
      const command: Podman['command'] = (args) => [
        ...(['nsenter', '-t', String(holder.pid), '-m', '--'] as const),
        ...podman.command(args),
      ]
      const within: Podman = {
        ...{ ...podman, command },
        run: (args) =>
          new Promise((resolve) => {
            const [program, ...rest] = command(args)
            const child = execFile(program, rest, { env: podman.env }, (_, stdout, stderr) =>
              resolve({ code: child.exitCode, stdout, stderr, isMissing: false }),
            )
          }),
      }
      const inside = createContainerExecutor({ found: { ...found, podman: within }, folder: machine, keptMiB: 8 })
      const args = ['ls /run; cat /run/owner/owner.txt; echo done']
      const limits = { seconds: 60, memoryMiB: 64, outputMiB: 4 }
      const task = { programPath: image, args, inputs: [], outputs: [], workDir: join(root, 'job'), limits }
      expect(await inside.run(task, hooks, new AbortController().signal)).toMatchObject({ exitCode: 0 })
    } finally {
      holder.stdin.end()
    }
    expect(printed('stdout')).toContain('done')
    expect(printed('stdout')).not.toContain('owner')
    expect(await readdir(root)).not.toContain('hooked')
  })

  it('has a storage of its own', async () => {
    await sh('true')
    const theirs = await createPodman(join(root, 'theirs'), found.way)
    for (const podman of [found.podman, theirs]) {
      const { stdout } = await podman.run(['info', '--format', '{{.Store.GraphRoot}} {{.Store.RunRoot}}'])
      const folder = podman === theirs ? join(root, 'theirs') : join(machine, 'containers')
      expect(stdout.trim()).toBe(`${folder}/storage ${await runFolder(folder)}`)
    }
    await rm(await runFolder(join(root, 'theirs')), { recursive: true })
  })
})
