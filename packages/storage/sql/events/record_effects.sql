-- Behind `inTransaction`: writes what followed from the moves of a transaction, last and in one call. Topics are locked in
-- their order, so transactions that write to the same ones never wait for each other in a circle. A topic's row stays
-- locked until the commit, so its numbers are given in the order of commits, without gaps.
-- Rows of nodes' failures are locked before the topics, one after the other in the order of the nodes.
create or replace function "record_effects"("events" jsonb, "messages" jsonb, "transitions" jsonb, "outcomes" jsonb, "half_life_seconds" double precision) returns void
language plpgsql as $$
declare
  outcome record;
begin
  if outcomes is not null then
    for outcome in
      select r.node, r.points from jsonb_to_recordset(outcomes) as r (nth int, node text, points double precision) order by r.node, r.nth
    loop
      if outcome.points is null then
        update node_failure f set points = f.points * 0.5 where f.node_id = outcome.node;
      else
        insert into node_failure as f (node_id, points, at) values (outcome.node, outcome.points, clock_timestamp())
        on conflict (node_id) do update set at = excluded.at, points = excluded.points
          + f.points * power(0.5, greatest(extract(epoch from excluded.at - f.at), 0) / half_life_seconds);
      end if;
    end loop;
  end if;
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
end
$$;
