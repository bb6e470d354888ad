import { spawn } from 'node:child_process'

/** Nothing of the caller's. dpkg looks for programs in the folders of `sbin`, which `su` may leave out. */
const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', HOME: '/root' }
/** Characters of an output that are kept. */
const KEPT = 4_000

/** A program that has ended. */
export interface Ended {
  /** Null when a signal ended it, or when there is no such program. */
  readonly code: number | null
  /** Standard output. */
  readonly out: string
  /** Both outputs, the end of them. */
  readonly said: string
}

/** Runs a program to its end, in a session of its own, so that a Ctrl-C at the terminal does not end it halfway. */
export function runProgram(name: string, argv: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(name, argv, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...ENV, DEBIAN_FRONTEND: 'noninteractive' },
    })
    let [out, said] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      said = (said + text).slice(-KEPT)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-KEPT)
    })
    child.once('error', ({ message }) => done({ code: null, out, said: message }))
    child.once('close', (code) => done({ code, out, said }))
  })
}
