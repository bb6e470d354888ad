import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Ran } from './aiigo.js'

const run = promisify(execFile)
const wireProgram = fileURLToPath(new URL('./wire.py', import.meta.url))

/** A machine beside this one: an address of its own, a root file system of its own, and a cable between. */
export interface OtherMachine {
  /** The address of this machine on the cable. */
  readonly hostAddress: string
  readonly address: string
  /** Delay of each direction, milliseconds, and loss, percent. */
  wire(quality: { delayMs: number; lossPercent: number }): Promise<void>
  cut(): Promise<void>
  mend(): Promise<void>
  /** Copies a file of this machine. @param path on the other one */
  gives(from: string, path: string, mode?: number): Promise<void>
  /** Runs lines of a shell there as root, to their end. */
  sh(script: string, env?: Readonly<Record<string, string>>): Promise<Ran>
  /** Starts lines of a shell there, and leaves them running. */
  starts(script: string, env?: Readonly<Record<string, string>>): RunningThere
  remove(): Promise<void>
}

/** A program that runs on the other machine. */
export interface RunningThere {
  /** Everything that it has written. */
  output(): string
  /** Sends SIGTERM to what the shell became, as a service manager does. */
  stop(): Promise<number | null>
}

/** Why this machine cannot have another one beside it; null when it can. */
export async function missingForOtherMachine(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'it needs root, for network interfaces and file systems'
  for (const program of ['ip', 'python3', 'unshare', 'nsenter', 'chroot']) {
    const found = await run('which', [program]).catch(() => null)
    if (!found) return `it needs the program ${program}`
  }
  const devices = await run('sh', ['-c', 'test -c /dev/net/tun && grep -q overlay /proc/filesystems']).catch(() => null)
  return devices ? null : 'it needs TUN interfaces and overlay file systems'
}

/**
 * Another machine: a network namespace at the end of a cable, and a root file system that is a copy of this machine's,
 * by an overlay in memory. The folder of the repository is empty there: the machine has only what it is given.
 * @param folder for its file system
 */
export async function startOtherMachine(folder: string, hides: readonly string[]): Promise<OtherMachine> {
  const id = process.pid % 10_000
  const [name, near, far] = [`aiigo-${id}`, `aiigon${id}`, `aiigof${id}`]
  // 198.18.0.0/15 is for tests of networks: no real machine has such an address.
  const [hostAddress, address] = [`198.18.${id % 256}.1`, `198.18.${id % 256}.2`]
  const ip = (...words: string[]) => run('ip', words)
  await ip('netns', 'add', name)
  const cable = spawn('python3', [wireProgram, near, far], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: cable.stdout })[Symbol.asyncIterator]()
  const said = async (): Promise<string> => (await lines.next()).value as string
  if ((await said()) !== 'ready') throw new Error('expected a cable, there is none')
  const tell = async (line: string): Promise<void> => {
    cable.stdin.write(`${line}\n`)
    const answer = await said()
    if (answer !== line) throw new Error(`expected the cable to take ${line}, it said ${answer}`)
  }
  await ip('link', 'set', far, 'netns', name)
  await ip('addr', 'add', hostAddress, 'peer', address, 'dev', near)
  await ip('link', 'set', near, 'up')
  await ip('-n', name, 'addr', 'add', address, 'peer', hostAddress, 'dev', far)
  await ip('-n', name, 'link', 'set', far, 'up')
  await ip('-n', name, 'link', 'set', 'lo', 'up')

  // One process holds the mounts; all others enter its namespace.
  await mkdir(folder, { recursive: true })
  const root = join(folder, 'root')
  const hold = `set -e
    mount -t tmpfs none ${folder}
    mkdir ${folder}/up ${folder}/work ${root}
    mount -t overlay overlay -o lowerdir=/,upperdir=${folder}/up,workdir=${folder}/work ${root}
    mount -t proc proc ${root}/proc
    mount --rbind /dev ${root}/dev
    mount -t tmpfs none ${root}/tmp
    mount -t tmpfs none ${root}/run
    ${hides.map((hidden) => `mount -t tmpfs none ${root}${hidden}`).join('\n')}
    echo ready; exec sleep infinity`
  const holder = spawn(
    'ip',
    ['netns', 'exec', name, 'unshare', '--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', hold],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await new Promise<void>((done, fail) => {
    holder.stdout.once('data', () => done())
    holder.once('exit', (code) => fail(new Error(`the other machine's file system ended with ${code}`)))
  })
  const inside = (await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8')).trim()
  const enter = ['-t', inside, '--mount', '--pid', '--net', 'chroot', root]
  const environment = (env: Readonly<Record<string, string>>) => ({
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
    ...env,
  })

  const machine: OtherMachine = {
    ...{ hostAddress, address },
    async wire({ delayMs, lossPercent }) {
      await tell(`delay ${delayMs}`)
      await tell(`loss ${lossPercent}`)
    },
    cut: () => tell('cut'),
    mend: () => tell('mend'),
    async gives(from, path, mode = 0o644) {
      await sendFile(
        [
          'nsenter',
          ...enter,
          'sh',
          '-c',
          `mkdir -p "$(dirname ${path})" && cat > ${path} && chmod ${mode.toString(8)} ${path}`,
        ],
        from,
      )
    },
    sh: (script, env = {}) => ranThere(['nsenter', ...enter, 'sh', '-ec', `cd /root\n${script}`], environment(env)),
    starts(script, env = {}) {
      const child = spawn('nsenter', [...enter, 'sh', '-ec', `cd /root\n${script}`], { env: environment(env) })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text
        })
      }
      const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
      return {
        output: () => output,
        async stop() {
          // nsenter forks for the other process namespace: the program is its child.
          const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '')
          for (const pid of children.trim().split(/\s+/).filter(Boolean)) process.kill(Number(pid), 'SIGTERM')
          return ended
        },
      }
    },
    async remove() {
      await ends(holder, 'SIGKILL')
      cable.stdin.end()
      await ends(cable, 'SIGTERM')
      await ip('netns', 'delete', name).catch(() => undefined)
      await rm(folder, { recursive: true, force: true })
    },
  }
  return machine
}

function ends(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill(signal)
  })
}

async function sendFile([program = '', ...words]: readonly string[], from: string): Promise<void> {
  const child = spawn(program, words, { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  child.stdin.end(await readFile(from))
  if ((await ended) !== 0) throw new Error(`could not give the other machine ${from}`)
}

function ranThere([program = '', ...words]: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.once('error', fail)
    child.once('close', (code) => done({ code, out, err }))
  })
}
