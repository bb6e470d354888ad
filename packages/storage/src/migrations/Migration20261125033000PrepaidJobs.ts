import { Migration } from '@mikro-orm/migrations'

/** Jobs whose deposit comes out of the buyer's balance in the escrow, by the buyer's signature alone. */
export class Migration20261125033000PrepaidJobs extends Migration {
  override up(): void {
    this.addSql(`alter table "job" add column "funding_signature" text`)
  }
}
