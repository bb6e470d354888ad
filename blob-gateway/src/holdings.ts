import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Files of a wallet in the store. */
export interface Held {
  files: number
  bytes: number
}

/** A wallet's claim to a file. */
export interface Holding {
  /** 64 hex digits. */
  sha256: string
  /** Lower case. */
  holder: string
}

/**
 * Holdings: the wallets that hold a file, each until a moment. A file is kept as long as a wallet holds it. A
 * holding is written before its file is there, so that a crash leaves no file without a holder.
 */
export interface Holdings {
  /** The holder's claim to a file; one that is there is kept for the longer of both times. */
  add(holding: Holding, file: { size: number; keepUntil: number }): void
  has(holding: Holding): boolean
  /** Keeps a holding until then at least; without one nothing changes. */
  keep(holding: Holding, keepUntil: number): void
  /**
   * Ends a holding.
   * @param before Only when its time is over by then; Unix seconds.
   * @returns whether it was ended
   */
  remove(holding: Holding, before?: number): boolean
  /** Files of a holder, each counted once. */
  of(holder: string): Held
  /**
   * Whether a file has a holder beside one, or that one for longer.
   * @param before The holder's own claim counts when its time is not over by then; Unix seconds. Absent: it never does.
   */
  isHeldBeside(holding: Holding, before?: number): boolean
  /** Makes a file readable without a grant; it then stays as long as it is held. */
  publish(sha256: string): void
  isPublic(sha256: string): boolean
  /** Holdings that ended before a moment, oldest first. @param now Unix seconds. */
  ended(now: number, limit: number): Holding[]
  close(): void
}

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists holding (
    holder text not null,
    sha256 text not null,
    -- Bytes.
    size integer not null,
    -- Unix seconds.
    keep_until integer not null,
    primary key (holder, sha256)
  ) without rowid, strict;
  create index if not exists holding_file on holding (sha256);
  create index if not exists holding_end on holding (keep_until);
  create table if not exists public_file (sha256 text primary key) without rowid, strict;
`

/** Keeps holdings in `holdings.db` of a folder. One process at a time has it open. */
export function openHoldings(folder: string): Holdings {
  const database = new DatabaseSync(join(folder, 'holdings.db'))
  database.exec(SCHEMA)
  const add = database.prepare(
    `insert into holding (holder, sha256, size, keep_until) values (?, ?, ?, ?)
     on conflict (holder, sha256) do update set keep_until = max(keep_until, excluded.keep_until)`,
  )
  const has = database.prepare('select 1 from holding where holder = ? and sha256 = ?')
  const keep = database.prepare('update holding set keep_until = max(keep_until, ?) where holder = ? and sha256 = ?')
  const remove = database.prepare('delete from holding where holder = ? and sha256 = ? and keep_until < ?')
  const sum = database.prepare(
    'select count(*) as files, coalesce(sum(size), 0) as bytes from holding where holder = ?',
  )
  const held = database.prepare(
    'select 1 from holding where sha256 = ? and not (holder = ? and keep_until < ?) limit 1',
  )
  const publish = database.prepare('insert into public_file (sha256) values (?) on conflict do nothing')
  const conceal = database.prepare(
    'delete from public_file where sha256 = ? and not exists (select 1 from holding where holding.sha256 = public_file.sha256)',
  )
  const isPublic = database.prepare('select 1 from public_file where sha256 = ?')
  const ended = database.prepare('select holder, sha256 from holding where keep_until < ? order by keep_until limit ?')
  return {
    add: ({ sha256, holder }, { size, keepUntil }) => void add.run(holder, sha256, size, keepUntil),
    has: ({ sha256, holder }) => has.get(holder, sha256) !== undefined,
    keep: ({ sha256, holder }, keepUntil) => void keep.run(keepUntil, holder, sha256),
    remove({ sha256, holder }, before = Number.MAX_SAFE_INTEGER) {
      const { changes } = remove.run(holder, sha256, before)
      conceal.run(sha256)
      return changes > 0
    },
    of: (holder) => ({ ...(sum.get(holder) as unknown as Held) }),
    isHeldBeside: ({ sha256, holder }, before = Number.MAX_SAFE_INTEGER) =>
      held.get(sha256, holder, before) !== undefined,
    publish: (sha256) => void publish.run(sha256),
    isPublic: (sha256) => isPublic.get(sha256) !== undefined,
    ended: (now, limit) => (ended.all(now, limit) as unknown as Holding[]).map((row) => ({ ...row })),
    close: () => database.close(),
  }
}
