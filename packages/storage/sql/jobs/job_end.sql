-- Keeps job.ended_at with the state. A reorganisation of the chain may reopen a job that had ended.
create or replace function "job_end"() returns trigger language plpgsql as $$
  begin
    new.ended_at := case when new.state in ('PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED')
      then coalesce(new.ended_at, clock_timestamp()) end;
    return new;
  end
$$;
