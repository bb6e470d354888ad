-- Behind `offerJobs`. One call is one round trip and, on its own, one transaction. For each job, in the order of their ids, it
-- chooses the first candidates that PostgreSQL confirms, reserves, and writes attempts, events and the messages that end offers (to
-- the queue that the caller names). The rows of the jobs are claimed at once. Nodes are claimed in waves: the function walks
-- through the jobs with what is known of nodes so far, in memory; as long as that meets unknown nodes, it claims those together
-- and begins the walk again. The outcome is written at the end, one statement for each table.
--
-- Rows of jobs and nodes are locked with SKIP LOCKED: several callers never wait for each other, so they can't deadlock, and a
-- caller that finds a node locked goes on to the next one. Topics are numbered last and in their order for the same reason, the
-- changes of nodes after them: they are recorded here for all nodes, and not by the trigger row by row. Expired reservations are
-- deleted, not just passed over: an acceptance finds its reservation or does not, whatever the clock did meanwhile.
--
-- Replicas of a job go to different owners. Of a set one caller at a time chooses, under an advisory lock that is not waited
-- for either.
--
-- Every statement looks rows up by a key. A plan is kept as long as its connection, and a plan made while a table was nearly empty
-- would read all of it ever after: hence no sequential scans, and plans that do not depend on the values, made once.
--
-- The commit does not wait for the disk: it would do so under the lock that numbers changes of nodes, one process after the other.
-- Only offers that nobody has answered can be lost by it, and those only with the machine: an acceptance waits for the disk, and
-- with it for everything that was committed before.
create or replace function "offer_jobs"("requests" jsonb, "timeout_queue" text, "cause" text) returns table (
  "job" uuid, "outcome" text, "offer" uuid, "node" text, "expires_at" timestamptz, "locked" int, "changed" int, "full" int
) language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  -- The jobs that were had, each at one place of these arrays.
  jobs uuid[];
  tasks text[];
  sizes int[];
  tokens text[];
  attempts int[];
  wanted int[];
  seconds double precision[];
  candidates jsonb[];
  zeros int[];
  -- '<job> <node>' of their attempts that count.
  tried text[];
  -- The set that a replica belongs to, else null; '<set> <owner>' of the replicas that have an owner; the same with those of this walk.
  sets text[];
  owned text[];
  taken text[];
  -- The nodes that were looked at, each at one place of these.
  looked record;
  nodes text[] := '{}';
  claimed boolean[] := '{}';
  fit boolean[] := '{}';
  free int[] := '{}';
  owners text[] := '{}';
  asks jsonb[] := '{}';
  -- One walk: what it leaves free, why candidates were passed over, what it chose, and the nodes it should have known.
  left_free int[];
  made int[];
  refused_held int[];
  refused_changed int[];
  refused_full int[];
  chosen_jobs int[];
  chosen_nodes int[];
  chosen_candidates int[];
  unknown text[];
  picked int[];
  total int;
  candidate jsonb;
  asked text;
  place int;
  -- The offers.
  offers uuid[];
  offer_jobs uuid[];
  offer_nodes text[];
  offer_units int[];
  offer_ends timestamptz[];
begin
  perform set_config('synchronous_commit', 'off', true);
  select coalesce(array_agg(l.id), '{}') into jobs from (
    select j.id, j.replica_set from job j
    where j.id = any (array(select (r.value ->> 'jobId')::uuid from jsonb_array_elements(requests) as r)) and j.state = 'QUEUED'
    for no key update skip locked
  ) l
  where l.replica_set is null or pg_try_advisory_xact_lock(hashtextextended(l.replica_set, 0));
  return query
    select r.id, case when exists (select 1 from job j where j.id = r.id and j.state = 'QUEUED') then 'BUSY' else 'MOVED' end,
      null::uuid, null::text, null::timestamptz, 0, 0, 0
    from (select (r.value ->> 'jobId')::uuid as id from jsonb_array_elements(requests) as r) r where r.id <> all (jobs);
  select array_agg(s.id), array_agg(s.task_id), array_agg(s.units), array_agg(s.token), array_agg(s.attempts), array_agg(s.wanted),
    array_agg(s.seconds), array_agg(s.candidates), array_agg(0), array_agg(s.replica_set)
  into jobs, tasks, sizes, tokens, attempts, wanted, seconds, candidates, zeros, sets
  from (
    select j.id, j.task_id, j.units, j.token, j.attempts, r."wanted", r."seconds", r."candidates", j.replica_set
    from jsonb_to_recordset(requests) as r ("jobId" uuid, "wanted" int, "seconds" double precision, "candidates" jsonb)
      join job j on j.id = r."jobId"
    where j.id = any (jobs) order by j.id
  ) s;
  if jobs is null then return; end if;
  select coalesce(array_agg(a.job_id || ' ' || a.node_id), '{}') into tried from attempt a
  where a.job_id = any (jobs) and a.reason_code is distinct from 'ANOTHER_ACCEPTED';
  owned := '{}';
  if exists (select 1 from unnest(sets) as s (name) where s.name is not null) then
    select coalesce(array_agg(r.replica_set || ' ' || a.provider), '{}') into owned
    from job r join attempt a on a.job_id = r.id
    where r.replica_set = any (sets) and a.state in ('OFFERED', 'ACCEPTED', 'ASSIGNED', 'EXECUTING', 'SUBMITTED', 'SUCCEEDED', 'REJECTED');
  end if;

  loop
    left_free := free;
    taken := owned;
    made := zeros;
    refused_held := zeros;
    refused_changed := zeros;
    refused_full := zeros;
    chosen_jobs := '{}';
    chosen_nodes := '{}';
    chosen_candidates := '{}';
    unknown := '{}';
    for p in 1 .. cardinality(jobs) loop
      picked := '{}';
      total := jsonb_array_length(candidates[p]);
      for c in 0 .. total - 1 loop
        exit when made[p] = wanted[p];
        candidate := candidates[p] -> c;
        asked := candidate ->> 'nodeId';
        place := array_position(nodes, asked);
        if place is null then
          for more in c .. least(c + wanted[p] - made[p], total) - 1 loop
            unknown := array_append(unknown, candidates[p] -> more ->> 'nodeId');
          end loop;
          exit;
        end if;
        if not fit[place] or asks[place] ->> tokens[p] is distinct from candidate ->> 'rate' then
          refused_changed[p] := refused_changed[p] + 1;
        elsif not claimed[place] then
          refused_held[p] := refused_held[p] + 1;
        elsif left_free[place] < sizes[p] then
          refused_full[p] := refused_full[p] + 1;
        elsif place = any (picked) or (jobs[p] || ' ' || asked) = any (tried) or (sets[p] || ' ' || owners[place]) = any (taken) then
          refused_changed[p] := refused_changed[p] + 1;
        else
          if sets[p] is not null then taken := array_append(taken, sets[p] || ' ' || owners[place]); end if;
          left_free[place] := left_free[place] - sizes[p];
          made[p] := made[p] + 1;
          picked := array_append(picked, place);
          chosen_jobs := array_append(chosen_jobs, p);
          chosen_nodes := array_append(chosen_nodes, place);
          chosen_candidates := array_append(chosen_candidates, c);
        end if;
      end loop;
    end loop;
    exit when cardinality(unknown) = 0;
    for looked in
      select t.id, t.claimed, t.fit, t.free, t.owner, t.asks
      from claim_nodes(array(select distinct u.id from unnest(unknown) as u (id) where u.id <> all (nodes))) t
    loop
      nodes := array_append(nodes, looked.id);
      claimed := array_append(claimed, looked.claimed);
      fit := array_append(fit, looked.fit);
      free := array_append(free, looked.free);
      owners := array_append(owners, looked.owner);
      asks := array_append(asks, looked.asks);
    end loop;
  end loop;

  return query
    select jobs[i.p], 'NONE', null::uuid, null::text, null::timestamptz, refused_held[i.p], refused_changed[i.p], refused_full[i.p]
    from generate_subscripts(jobs, 1) as i (p) where made[i.p] = 0;
  if cardinality(chosen_jobs) = 0 then return; end if;
  select array_agg(gen_random_uuid()), array_agg(jobs[c.p]), array_agg(nodes[c.place]), array_agg(sizes[c.p]),
    array_agg(clock_timestamp() + make_interval(secs => seconds[c.p]))
  into offers, offer_jobs, offer_nodes, offer_units, offer_ends
  from unnest(chosen_jobs, chosen_nodes) as c (p, place);
  insert into attempt (id, job_id, task_id, node_id, provider, state, rate, score, offered_at, expires_at)
  select c.id, jobs[c.p], tasks[c.p], nodes[c.place], owners[c.place], 'OFFERED', (candidates[c.p] -> c.at ->> 'rate')::numeric,
    (candidates[c.p] -> c.at ->> 'score')::jsonb, clock_timestamp(), c.ends
  from unnest(offers, chosen_jobs, chosen_nodes, chosen_candidates, offer_ends) as c (id, p, place, at, ends);
  perform set_config('aiigo.node_changes_recorded', 'on', true);
  insert into reservation (attempt_id, node_id, quantity, expires_at)
  select * from unnest(offers, offer_nodes, offer_units, offer_ends);
  perform set_config('aiigo.node_changes_recorded', 'off', true);
  insert into outbox (id, queue, payload, delay_until)
  select gen_random_uuid(), timeout_queue, jsonb_build_object('offerId', o.id), o.ends from unnest(offers, offer_ends) as o (id, ends);
  -- With several offers open nobody has the job yet.
  update job j
  set state = 'MATCHED', node_id = m.node, reason = null, reason_code = null, updated_at = clock_timestamp()
  from (select o.job, case when count(*) = 1 then min(o.node) end as node from unnest(offer_jobs, offer_nodes) as o (job, node) group by o.job) m
  where j.id = m.job;
  insert into transition (job_id, attempt_id, from_state, to_state, cause, at)
  select jobs[p], null, 'QUEUED', 'MATCHED', cause, clock_timestamp() from generate_subscripts(jobs, 1) as p where made[p] > 0
  union all
  select o.job, o.id, null, 'OFFERED', cause, clock_timestamp() from unnest(offers, offer_jobs) as o (id, job);
  with now as (
    select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as instant
  ), item as (
    select 'offers:' || o.node as topic, o.position, jsonb_build_object('kind', 'OFFERED', 'offerId', o.id, 'nodeId', o.node, 'jobId', o.job,
      'deadline', floor(extract(epoch from o.ends)), 'reason', null, 'at', n.instant) as data
    from unnest(offers, offer_jobs, offer_nodes, offer_ends) with ordinality as o (id, job, node, ends, position), now n
    union all
    select 'job:' || j.id, 1, jsonb_build_object('jobId', j.id, 'state', 'MATCHED', 'attempt', j.attempt, 'nodeId', m.node_id,
      'reason', null, 'at', n.instant)
    from unnest(jobs, attempts, made) as j (id, attempt, made) join job m on m.id = j.id, now n where j.made > 0
  ), numbered as (
    select i.topic, i.data, row_number() over (partition by i.topic order by i.position) as nth, count(*) over (partition by i.topic) as total
    from item i
  ), bumped as (
    insert into event_topic as t (topic, last_seq)
    select i.topic, count(*) from item i group by i.topic order by i.topic
    on conflict (topic) do update set last_seq = t.last_seq + excluded.last_seq
    returning t.topic, t.last_seq
  )
  insert into event (topic, seq, data, at)
  select i.topic, b.last_seq - i.total + i.nth, i.data, clock_timestamp()
  from numbered i join bumped b on b.topic = i.topic;
  perform record_node_changes(offer_nodes, true);
  return query
    select o.job, 'OFFERED', o.id, o.node, o.ends, 0, 0, 0 from unnest(offers, offer_jobs, offer_nodes, offer_ends) as o (id, job, node, ends);
end $$;
