-- The asks of one node that stand now: what a buyer could be matched with.
create or replace function "node_live_asks"("n" "node") returns table ("token" text, "rate" numeric) language sql stable as $$
  select lower(a.key), a.value::numeric from jsonb_each_text(n.asks) a
  where n.registered and n.state = 'ACTIVE' and n.online and n.availability = 'AVAILABLE'
    and (n.resource_type = 'CPU' or n.type_shown_until is not null)
    and case when a.value ~ '^[0-9]{1,78}$' then a.value::numeric > 0 else false end
$$;
