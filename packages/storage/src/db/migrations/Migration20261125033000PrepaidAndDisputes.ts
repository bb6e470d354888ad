import { Migration } from '@mikro-orm/migrations'

/** Jobs whose deposit comes out of the buyer's balance in the escrow, by signature alone; what a buyer objects to. */
export class Migration20261125033000PrepaidAndDisputes extends Migration {
  override up(): void {
    this.addSql(`alter table "job" add column "funding_signature" text, add column "dispute_reason" text`)
  }
}
