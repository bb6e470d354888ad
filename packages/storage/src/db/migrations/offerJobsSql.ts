/**
 * The function that was behind `offerJobs` before `offersTogetherSql.ts`, as its migration made it. One call is one round trip and, on its own, one transaction: for each job it
 * takes the first candidates that PostgreSQL confirms, reserves, and writes attempts, events and the messages that end offers.
 *
 * Rows of jobs and nodes are taken with SKIP LOCKED: several callers never wait for each other, so they can't deadlock, and who finds a
 * node taken goes on to the next. Topics are numbered last and in their order for the same reason. What has expired is deleted, not
 * just passed over: an acceptance finds its reservation or does not, whatever the clock did meanwhile.
 *
 * Every statement looks rows up by a key. A plan is kept as long as its connection, and one that was made while a table was nearly empty
 * would read all of it ever after: hence no sequential scans.
 *
 * The commit does not wait for the disk: it would do so under the lock that numbers changes of nodes, one process after the other. Nothing
 * is lost by it but offers that nobody has answered, and those only with the machine: an acceptance waits for the disk, and with it
 * for everything that was committed before.
 */
export const OFFER_JOBS_SQL = `create function "offer_jobs"("requests" jsonb) returns table (
  "job" uuid, "outcome" text, "offer" uuid, "node" text, "expires_at" timestamptz, "locked" int, "changed" int, "full" int
) language plpgsql set enable_seqscan = off as $$
#variable_conflict use_column
declare
  request record;
  candidate record;
  wanted record;
  units int;
  owner text;
  used bigint;
  has_expired boolean;
  offer_id uuid;
  made int;
  first_node text;
  skipped_locked int;
  skipped_changed int;
  skipped_full int;
  ends timestamptz;
  instant text;
  topics text[] := '{}';
  payloads jsonb[] := '{}';
begin
  perform set_config('synchronous_commit', 'off', true);
  for request in
    select r."jobId" as id, r."wanted" as wanted, r."seconds" as seconds, r."candidates" as candidates
    from jsonb_to_recordset(requests) as r ("jobId" uuid, "wanted" int, "seconds" double precision, "candidates" jsonb)
    order by r."jobId"
  loop
    select j.task_id, j.units, j.token, j.attempts into wanted
    from job j where j.id = request.id and j.state = 'QUEUED' for no key update skip locked;
    if not found then
      return query select request.id,
        case when exists (select 1 from job j where j.id = request.id and j.state = 'QUEUED') then 'BUSY' else 'MOVED' end,
        null::uuid, null::text, null::timestamptz, 0, 0, 0;
      continue;
    end if;
    made := 0;
    first_node := null;
    skipped_locked := 0;
    skipped_changed := 0;
    skipped_full := 0;
    for candidate in
      select c.value ->> 'nodeId' as node_id, c.value ->> 'rate' as rate, c.value ->> 'score' as score
      from jsonb_array_elements(request.candidates) with ordinality as c (value, position) order by c.position
    loop
      exit when made >= request.wanted;
      select n.units, n.provider into units, owner from node n
      where n.id = candidate.node_id and n.registered and n.state = 'ACTIVE' and n.online and n.availability = 'AVAILABLE'
        and n.asks ->> wanted.token = candidate.rate
      for no key update skip locked;
      if not found then
        if exists (
          select 1 from node n where n.id = candidate.node_id and n.registered and n.state = 'ACTIVE' and n.online
            and n.availability = 'AVAILABLE' and n.asks ->> wanted.token = candidate.rate
        ) then skipped_locked := skipped_locked + 1;
        else skipped_changed := skipped_changed + 1;
        end if;
        continue;
      end if;
      select coalesce(sum(r.quantity), 0), coalesce(bool_or(r.expires_at <= clock_timestamp()), false) into used, has_expired
      from reservation r where r.node_id = candidate.node_id;
      if has_expired then
        delete from reservation r where r.node_id = candidate.node_id and r.expires_at <= clock_timestamp();
        select coalesce(sum(r.quantity), 0) into used from reservation r where r.node_id = candidate.node_id;
      end if;
      if used + wanted.units > units then
        skipped_full := skipped_full + 1;
        continue;
      end if;
      ends := clock_timestamp() + make_interval(secs => request.seconds);
      insert into attempt (id, job_id, task_id, node_id, provider, state, rate, score, offered_at, expires_at)
      values (gen_random_uuid(), request.id, wanted.task_id, candidate.node_id, owner, 'OFFERED', candidate.rate::numeric,
        candidate.score::jsonb, clock_timestamp(), ends)
      on conflict do nothing returning id into offer_id;
      if not found then
        skipped_changed := skipped_changed + 1;
        continue;
      end if;
      insert into reservation (attempt_id, node_id, quantity, expires_at)
      values (offer_id, candidate.node_id, wanted.units, ends);
      insert into outbox (id, queue, payload, delay_until)
      values (gen_random_uuid(), 'offer-timeout', jsonb_build_object('offerId', offer_id), ends);
      instant := to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
      topics := array_append(topics, 'offers:' || candidate.node_id);
      payloads := array_append(payloads, jsonb_build_object('kind', 'OFFERED', 'offerId', offer_id, 'nodeId', candidate.node_id,
        'jobId', request.id, 'deadline', floor(extract(epoch from ends)), 'reason', null, 'at', instant));
      made := made + 1;
      first_node := coalesce(first_node, candidate.node_id);
      return query select request.id, 'OFFERED', offer_id, candidate.node_id, ends, 0, 0, 0;
    end loop;
    if made = 0 then
      return query select request.id, 'NONE', null::uuid, null::text, null::timestamptz,
        skipped_locked, skipped_changed, skipped_full;
      continue;
    end if;
    -- With several offers open nobody has the job yet.
    if made > 1 then first_node := null; end if;
    update job j set state = 'MATCHED', node_id = first_node, reason = null, reason_code = null, updated_at = clock_timestamp()
    where j.id = request.id;
    topics := array_append(topics, 'job:' || request.id);
    payloads := array_append(payloads, jsonb_build_object('jobId', request.id, 'state', 'MATCHED', 'attempt', wanted.attempts,
      'nodeId', first_node, 'reason', null, 'at', instant));
  end loop;
  if cardinality(topics) > 0 then
    with item as (
      select e.topic, e.data, row_number() over (partition by e.topic order by e.position) as nth,
        count(*) over (partition by e.topic) as total
      from unnest(topics, payloads) with ordinality as e (topic, data, position)
    ), bumped as (
      insert into event_topic as t (topic, last_seq)
      select i.topic, count(*) from item i group by i.topic order by i.topic
      on conflict (topic) do update set last_seq = t.last_seq + excluded.last_seq
      returning t.topic, t.last_seq
    )
    insert into event (topic, seq, data, at)
    select i.topic, b.last_seq - i.total + i.nth, i.data, clock_timestamp()
    from item i join bumped b on b.topic = i.topic;
  end if;
end $$`
