import { Migration } from '@mikro-orm/migrations'

/** How much an attempt has logged, so that it can be bounded without counting its lines each time. */
export class Migration20261122120000LogBytes extends Migration {
  override up(): void {
    this.addSql('alter table "attempt" add column "log_bytes" bigint not null default 0')
  }
}
