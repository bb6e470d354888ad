import type { GroupMember } from '../buyer/Group.js'

/** A job of a group with the folder of its result: `train`, or `train/3` for an element of an array. */
export interface ChosenMember<T> {
  readonly member: T
  readonly folder: string
}

type Member = Pick<GroupMember, 'key' | 'element' | 'exitCode' | 'replicas' | 'checkState'>

/**
 * The jobs whose results are those of a group, as far as there are some. Of the replicas of an element it is one whose
 * result matched; before their comparison, or without one, the first result. None whose result differs.
 * @example chosenMembers((await buyer.group(groupId)).members).length // 3
 */
export function chosenMembers<T extends Member>(members: readonly T[]): readonly ChosenMember<T>[] {
  const byFolder = Map.groupBy(members, folderOf)
  return [...byFolder].flatMap(([folder, some]) => {
    const found = some.filter(({ exitCode }) => exitCode !== null)
    const member =
      found.find(({ replicas, checkState }) => replicas === null || checkState === 'MATCHED') ??
      found.find(({ checkState }) => checkState !== 'DIFFERED')
    return member ? [{ member, folder }] : []
  })
}

/**
 * Whether replicas of a group have results that are still to be compared.
 * @example isComparing((await buyer.group(groupId)).members) // false
 */
export const isComparing = (members: readonly (Member & Pick<GroupMember, 'state'>)[]): boolean =>
  members.some(
    ({ replicas, state, checkState }) =>
      replicas !== null &&
      state === 'VERIFYING' &&
      (checkState === null || checkState === 'PENDING' || checkState === 'ASSIGNED'),
  )

/** Replicas of an element stand after each other. */
const folderOf = ({ key, element, replicas }: Member): string =>
  element === null ? key : `${key}/${Math.floor(element / (replicas ?? 1))}`
