import type { Architecture } from '@aiigo/domain'

/** Linux's name of a kind of processor, in its programs of filters. */
const MACHINES: Readonly<Record<Architecture, number>> = { amd64: 0xc000003e, arm64: 0xc00000b7 }
/** System calls of another word size, which amd64 numbers from here on. */
const X32 = 0x40000000

/** `clone` with a new namespace of any kind. */
const CLONE: Readonly<Record<Architecture, number>> = { amd64: 56, arm64: 220 }
const NEW_NAMESPACES = 0x7e020000
/** Its flags are in memory, where a filter sees nothing; C libraries go back to `clone` when it is missing. */
const CLONE3 = 435

/** Calls that no job needs, by their numbers: what they do is for the machine's owner, or a way to the kernel. */
const DENIED: Readonly<Record<string, readonly [amd64: number, arm64: number]>> = {
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  unshare: [272, 97],
  setns: [308, 268],
  swapon: [167, 224],
  swapoff: [168, 225],
  reboot: [169, 142],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  quotactl: [179, 60],
  acct: [163, 89],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  syslog: [103, 116],
  personality: [135, 92],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  perf_event_open: [298, 241],
  bpf: [321, 280],
  userfaultfd: [323, 282],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
}

const LOAD = 0x20
const IF_EQUAL = 0x15
const IF_AT_LEAST = 0x35
const IF_ANY_BIT = 0x45
const RETURN = 0x06
const ALLOW = 0x7fff0000
const KILL_PROCESS = 0x80000000
const ERROR = 0x00050000
const EPERM = 1
const ENOSYS = 38
/** Offsets in what the kernel hands to a filter. */
const NUMBER = 0
const MACHINE = 4
const FIRST_ARGUMENT = 16

/**
 * The filter of system calls of a job's processes: a program of the kernel's classic packet filter, for
 * `bwrap --seccomp`. Denied calls answer EPERM; those of another machine's numbering end the process.
 */
export function seccompFilter(architecture: Architecture): Buffer {
  const program: [code: number, ifTrue: number, ifFalse: number, value: number][] = [
    [LOAD, 0, 0, MACHINE],
    [IF_EQUAL, 1, 0, MACHINES[architecture]],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
  ]
  const answer = (jump: number, value: number, error: number): void => {
    program.push([jump, 0, 1, value], [RETURN, 0, 0, ERROR | error])
  }
  if (architecture === 'amd64') answer(IF_AT_LEAST, X32, EPERM)
  answer(IF_EQUAL, CLONE3, ENOSYS)
  for (const [amd64, arm64] of Object.values(DENIED)) answer(IF_EQUAL, architecture === 'amd64' ? amd64 : arm64, EPERM)
  program.push([IF_EQUAL, 1, 0, CLONE[architecture]], [RETURN, 0, 0, ALLOW], [LOAD, 0, 0, FIRST_ARGUMENT])
  answer(IF_ANY_BIT, NEW_NAMESPACES, EPERM)
  program.push([RETURN, 0, 0, ALLOW])
  const bytes = Buffer.alloc(program.length * 8)
  program.forEach(([code, ifTrue, ifFalse, value], at) => {
    bytes.writeUInt16LE(code, at * 8)
    bytes.writeUInt8(ifTrue, at * 8 + 2)
    bytes.writeUInt8(ifFalse, at * 8 + 3)
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4)
  })
  return bytes
}
