// tier: parts
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parseGroups, readGroupSeconds } from './controlGroups.js'

// As Linux shows them: control groups of version 1 with a mount of version 2 beside, and of version 2 alone.
const VERSION_1 = '9:name=systemd:/\n8:pids:/job\n3:cpu,cpuacct:/podman/a:b\n0::/\n'
const VERSION_2 = '0::/user.slice/job.scope\n'

test('the group of a process is found under both versions', () => {
  const groups = parseGroups(VERSION_1, '/groups')
  expect(groups.folderOf('cpuacct')).toBe('/groups/cpuacct/podman/a:b')
  expect(groups.folderOf('pids')).toBe('/groups/pids/job')
  expect(groups.folderOf('memory')).toBeNull()
  expect(parseGroups(VERSION_2, '/groups').folderOf('cpuacct')).toBe('/groups/user.slice/job.scope')
})

test('the group of all processes of the machine is nobody’s own', () => {
  expect(parseGroups('2:cpuacct:/\n0::/\n', '/groups').folderOf('cpuacct')).toBeNull()
  expect(parseGroups('0::/\n', '/groups').folderOf('cpuacct')).toBeNull()
})

test('processor time is read from the files of both versions', async () => {
  const root = await mkdtemp(join(tmpdir(), 'aiigo-groups-'))
  try {
    for (const [name, file, text] of [
      ['one', 'cpuacct.usage', '1500000000\n'],
      ['two', 'cpu.stat', 'usage_usec 2500000\nuser_usec 2000000\nsystem_usec 500000\n'],
      ['none', 'cgroup.procs', ''],
    ] as const) {
      await mkdir(join(root, name))
      await writeFile(join(root, name, file), text)
    }
    expect(['one', 'two', 'none'].map((name) => readGroupSeconds(join(root, name)))).toEqual([1.5, 2.5, null])
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})
