import { readFileSync } from 'node:fs'
import { groupsOf, readGroupSeconds } from '../controlGroups.js'

/** Reads the processor time of a container's control group. */
export interface GroupMeter {
  /** Seconds so far; null before the container has begun, and where its control group does not tell. */
  seconds(): number | null
}

/** @param pidFile gets the id of the container's first process, once it has begun */
export function createGroupMeter(pidFile: string): GroupMeter {
  let group: string | null = null
  return {
    seconds() {
      try {
        group ??= groupsOf(Number.parseInt(readFileSync(pidFile, 'utf8'), 10)).folderOf('cpuacct')
      } catch {
        return null
      }
      return group === null ? null : readGroupSeconds(group)
    },
  }
}
