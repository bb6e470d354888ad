-- The hours between two instants in which a node with a weekly schedule is meant to work: windows [from, to) in minutes of the
-- week, UTC, from Monday on. Without a schedule it returns the whole stretch.
create or replace function "open_hours"("schedule" jsonb, "lo" timestamptz, "hi" timestamptz)
returns table ("opens" timestamptz, "closes" timestamptz) language sql stable as $$
  select lo, hi where jsonb_typeof(schedule) is distinct from 'array'
  union all
  select lower(open), upper(open) from (
    select unnest(range_agg(tstzrange(week + make_interval(mins => (w ->> 0)::int), week + make_interval(mins => (w ->> 1)::int))
      * tstzrange(lo, hi))) as open
    from jsonb_array_elements(case when jsonb_typeof(schedule) = 'array' then schedule else '[]' end) w,
      generate_series(date_trunc('week', lo at time zone 'UTC') at time zone 'UTC', hi, interval '168 hours') week) windows
$$;
