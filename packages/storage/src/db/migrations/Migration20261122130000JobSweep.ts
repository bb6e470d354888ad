import { Migration } from '@mikro-orm/migrations'

/** Every sweep looks for jobs that may need one; those that have ended are most of the table, and are not read. */
export class Migration20261122130000JobSweep extends Migration {
  override up(): void {
    this.addSql(
      `create index "job_sweep" on "job" ("created_at") where not "refunded" and "state" not in ('PAID', 'REFUNDED')
       and ("state" not in ('TIMED_OUT', 'CANCELLED') or "reason_code" = 'FUNDED_LATE')`,
    )
  }
}
