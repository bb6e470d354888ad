import { sqlFile } from '../db/sqlFile.js'
import { trigger } from '../db/trigger.js'

/** On `node`: its changes for match indexes, the asks that stand, and its presence. */
export const nodeTriggers = [
  trigger(`create constraint trigger node_appeared after insert or delete on node
    deferrable initially deferred for each row execute function node_changed()`),
  trigger(sqlFile('nodes/node_type_changed.trigger.sql')),
  trigger(sqlFile('nodes/node_updated.trigger.sql')),
  trigger('create trigger node_ask_spans_insert after insert on node for each row execute function node_ask_spans()'),
  trigger(sqlFile('prices/node_ask_spans_update.trigger.sql')),
  trigger('create trigger node_presence_insert after insert on node for each row execute function node_presence()'),
  trigger(sqlFile('nodes/node_presence_update.trigger.sql')),
]
