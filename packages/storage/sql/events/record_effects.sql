-- Behind `inTransaction`: writes what followed from the moves of a transaction, last and in one call. Topics are locked in
-- their order, so transactions that write to the same ones never wait for each other in a circle. A topic's row stays
-- locked until the commit, so its numbers are given in the order of commits, without gaps.
create or replace function "record_effects"("events" jsonb, "messages" jsonb, "transitions" jsonb, "successes" jsonb) returns void
language plpgsql as $$
begin
  if events is not null then
    with item as (
      select r.topic, r.nth, r.total, r.data
      from jsonb_to_recordset(events) as r (topic text, nth int, total int, data jsonb)
    ), bumped as (
      insert into event_topic as t (topic, last_seq)
      select i.topic, i.total from item i where i.nth = 1 order by i.topic
      on conflict (topic) do update set last_seq = t.last_seq + excluded.last_seq
      returning t.topic, t.last_seq
    )
    insert into event (topic, seq, data, at)
    select i.topic, b.last_seq - i.total + i.nth, i.data, clock_timestamp() from item i join bumped b on b.topic = i.topic;
  end if;
  if messages is not null then
    insert into outbox (id, queue, payload, delay_until, trace)
    select r.id, r.queue, r.payload, r.delay_until, r.trace
    from jsonb_to_recordset(messages) as r (id uuid, queue text, payload jsonb, delay_until timestamptz, trace text)
    on conflict (id) do nothing;
  end if;
  if transitions is not null then
    insert into transition (job_id, attempt_id, from_state, to_state, cause, actor, transaction, reason, at)
    select r.job_id, r.attempt_id, r.from_state, r.to_state, r.cause, r.actor, r.transaction, r.reason, clock_timestamp()
    from jsonb_to_recordset(transitions) as r (
      nth int, job_id uuid, attempt_id uuid, from_state text, to_state text, cause text, actor text, transaction text, reason text)
    order by r.nth;
  end if;
  if successes is not null then
    update node_failure f set points = f.points * power(0.5, n.times)
    from (select value as node_id, count(*) as times from jsonb_array_elements_text(successes) group by value) as n
    where f.node_id = n.node_id;
  end if;
end
$$;
